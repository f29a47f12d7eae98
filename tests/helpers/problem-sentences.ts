/** Finds the sentences that problems are made with, in the source that makes them. */
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

export type WrittenSentence = {
  readonly place: string;
  /** The sentence, with a sample such as "⟨1⟩" where something is filled in. */
  readonly text: string;
};

const sample = (index: number) => `⟨${index}⟩`;

/** Every constant of the file that may be a sentence, by its name. */
function constantsOf(file: SourceFile): ReadonlyMap<string, readonly SourceNode[]> {
  const found = new Map<string, SourceNode[]>();
  walk(file.tree, (node) => {
    if (node.type !== 'VariableDeclarator') return;
    const name = nameOf(child(node, 'id'));
    const init = child(node, 'init');
    if (name !== null && init) found.set(name, [...(found.get(name) ?? []), init]);
  });
  return found;
}

type Constants = ReturnType<typeof constantsOf>;

/** Every text that an expression may come to; none where nothing of it is written here. */
function textsOf(node: SourceNode | undefined, constants: Constants, depth = 0): string[] {
  if (node === undefined || depth > 6) return [];
  const inner = (one: SourceNode | undefined) => textsOf(one, constants, depth + 1);
  const literal = stringOf(node);
  if (literal !== null) return [literal];
  switch (node.type) {
    case 'TemplateLiteral': {
      const quasis = children(node, 'quasis').map((quasi) => {
        const value = quasi.value;
        return typeof value === 'object' && value !== null && 'cooked' in value ? String(value.cooked) : '';
      });
      return [quasis.reduce((whole, part, index) => `${whole}${sample(index)}${part}`)];
    }
    case 'ConditionalExpression':
      return [...inner(child(node, 'consequent')), ...inner(child(node, 'alternate'))];
    case 'LogicalExpression':
      return [...inner(child(node, 'left')), ...inner(child(node, 'right'))];
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
      return inner(child(node, 'expression'));
    case 'Identifier':
      return (constants.get(String(node.name)) ?? []).flatMap(inner);
    default:
      return [];
  }
}

const isCode = (text: string) => /^[a-z⟨][a-z0-9⟨⟩]*(?:-[a-z0-9⟨⟩]+)+$/.test(text);

const isSentence = (text: string) => /^[\p{Lu}⟨“].* .*\.$/u.test(text);

/**
 * Every sentence that a function returns; every sentence and mend: of an object that has both, and of a call that is given a code and, after it, two texts.
 * @param wrap makes a whole sentence of what one function is given as a part of it, by the function's name
 */
export function problemSentences(
  file: SourceFile,
  wrap: Readonly<Record<string, (text: string) => string>> = {},
): WrittenSentence[] {
  const constants = constantsOf(file);
  const found: WrittenSentence[] = [];
  const add = (node: SourceNode, texts: readonly string[]) => {
    const place = placeOf(file, node);
    for (const text of texts) if (/\p{L}/u.test(text.replaceAll(/⟨\d+⟩/g, ''))) found.push({ place, text });
  };
  walk(file.tree, (node) => {
    if (node.type === 'ObjectExpression') {
      const properties = children(node, 'properties');
      const values = ['sentence', 'mend'].map((name) =>
        properties.find((property) => nameOf(child(property, 'key')) === name),
      );
      if (!values.every((value) => value !== undefined)) return;
      for (const value of values) if (value) add(value, textsOf(child(value, 'value'), constants));
    }
    if (node.type === 'ReturnStatement') {
      const returned = child(node, 'argument');
      if (returned) add(returned, textsOf(returned, new Map()).filter(isSentence));
    }
    if (node.type === 'CallExpression' || node.type === 'NewExpression') {
      // A problem defined in shared/problems has its texts there.
      if (/Problem$/.test(nameOf(child(node, 'callee')) ?? '')) return;
      const given = children(node, 'arguments');
      const code = given.findIndex((one) => textsOf(one, new Map()).some(isCode));
      const [tells, mend] = [given[code + 1], given[code + 2]];
      if (code < 0 || code > 1 || !tells || !mend) return;
      const whole = wrap[nameOf(child(node, 'callee')) ?? ''] ?? ((text: string) => text);
      add(tells, textsOf(tells, constants).map(whole));
      add(mend, textsOf(mend, constants));
    }
  });
  return found;
}
