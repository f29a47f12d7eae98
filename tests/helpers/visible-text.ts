/** Finds texts in components that a user would see or hear and that do not come from the catalogue. */
import {
  child,
  children,
  nameOf,
  placeOf,
  type SourceFile,
  type SourceNode,
  stringOf,
  walk,
} from './source-tree.ts';

export type StrayText = { readonly place: string; readonly text: string };

/**
 * Attributes and properties whose text is shown or read aloud, in Mantine's components, in our own, and in
 * HTML.
 */
const shown = new Set([
  'aria-label',
  'aria-description',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'alt',
  'caption',
  'description',
  'empty',
  'error',
  'heading',
  'hint',
  'label',
  'legend',
  'message',
  'nothingFound',
  'nothingFoundMessage',
  'placeholder',
  'suffix',
  'text',
  'title',
]);

/** Texts that are the same in every language: names, units, formats, and examples of input. */
const names = [
  'Omnideck',
  'Messente',
  'localtunnel',
  'GSM-7',
  'UCS-2',
  'E.164',
  'HTTP',
  'HMAC-SHA256',
  'JSON',
  'CSV',
  'UTC',
  'EUR',
  'Esc',
  'Ctrl',
  'Alt',
  'Shift',
  'Enter',
  'Tab',
  'Home',
  'End',
  'min',
  'err ',
];
const example = /^https?:\/\/\S+$/;

/** Returns whether a text needs translation: it has letters besides names and examples. */
function isProse(text: string): boolean {
  if (example.test(text.trim())) return false;
  const rest = names.reduce((left, name) => left.replaceAll(name, ''), text.replaceAll(/&\w+;/g, ''));
  return /\p{L}/u.test(rest);
}

/**
 * Returns the texts that an expression may evaluate to. Functions and elements are not searched here, because
 * they are visited separately.
 */
function texts(node: SourceNode | undefined): readonly SourceNode[] {
  if (node === undefined) return [];
  switch (node.type) {
    case 'Literal':
      return stringOf(node) === null ? [] : [node];
    case 'TemplateLiteral':
      return children(node, 'quasis');
    case 'ConditionalExpression':
      return [...texts(child(node, 'consequent')), ...texts(child(node, 'alternate'))];
    case 'LogicalExpression':
    case 'BinaryExpression': {
      const [left, right] = [texts(child(node, 'left')), texts(child(node, 'right'))];
      if (node.operator === '&&') return right;
      return ['||', '??', '+'].includes(String(node.operator)) ? [...left, ...right] : [];
    }
    case 'JSXExpressionContainer':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return texts(child(node, 'expression'));
    case 'ArrayExpression':
      return children(node, 'elements').flatMap(texts);
    default:
      return [];
  }
}

function textOf(node: SourceNode): string {
  const value = node.value;
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null && 'cooked' in value ? String(value.cooked) : '';
}

/** Returns every visible text of the file that does not come from the catalogue. */
export function strayTexts(file: SourceFile): StrayText[] {
  const found: StrayText[] = [];
  const look = (nodes: readonly SourceNode[]) => {
    for (const node of nodes) {
      const text = textOf(node);
      if (isProse(text))
        found.push({ place: placeOf(file, node), text: text.trim().replaceAll(/\s+/g, ' ') });
    }
  };
  walk(file.tree, (node, parents) => {
    const parent = parents.at(-1);
    switch (node.type) {
      case 'JSXText':
        return look([node]);
      case 'JSXAttribute':
        return shown.has(nameOf(child(node, 'name')) ?? '') ? look(texts(child(node, 'value'))) : undefined;
      case 'JSXExpressionContainer':
        return parent?.type === 'JSXElement' || parent?.type === 'JSXFragment'
          ? look(texts(node))
          : undefined;
      case 'Property':
        return shown.has(nameOf(child(node, 'key')) ?? '') ? look(texts(child(node, 'value'))) : undefined;
      case 'CallExpression':
        return nameOf(child(node, 'callee')) === 'showResult'
          ? look(children(node, 'arguments').flatMap(texts))
          : undefined;
      default:
        return undefined;
    }
  });
  return found;
}
