/** Tests that Estonian has each of our own terms that a problem or a phrase contains. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { etTerms } from '../../../renderer/lib/words/et-terms.ts';
import { termText } from '../../../renderer/lib/words/term-text.ts';
import { runStates } from '../../../shared/contract/runs.ts';
import { channelNames } from '../../../shared/messaging/check-content.ts';
import { channels } from '../../../shared/messaging/types.ts';
import {
  child,
  children,
  nameOf,
  parseSource,
  readSources,
  type SourceFile,
  type SourceNode,
  stringOf,
  walk,
} from '../../helpers/source-tree.ts';

/** The functions that make a term of the arguments at these positions. */
const makers: ReadonlyMap<string, readonly number[]> = new Map([
  ['term', [0]],
  ['allowed', [0]],
  ['checkCount', [2, 3]],
  ['elsewhere', [0]],
  ['entriesOf', [3]],
  ['exactlyOne', [0]],
  ['inside', [2]],
  ['itemsOf', [2]],
  ['list', [0]],
  ['needed', [0]],
  ['needs', [1]],
  ['notA', [1]],
  ['nullable', [0]],
  ['take', [0, 3]],
  ['whole', [2]],
  ['written', [0]],
]);

/** Constants whose texts, and functions whose answers, become terms. */
const holders = new Set([
  'electron/engine/features/accounts/checks.ts names',
  'electron/engine/features/compose/media/file-type.ts names',
  'electron/engine/features/compose/media/file-type.ts typeName',
  'electron/engine/features/reports/tunnel/option.ts plainUrl',
  'electron/engine/messente/error-bodies.ts bodyKind',
  'shared/messaging/content-telegram.ts files',
  'shared/messaging/content-viber.ts labels',
  'shared/messaging/content-viber.ts why',
]);

/** Schemas of the sandbox screen: their messages begin with one of two words. */
const schemas = new Set([
  'electron/engine/sandbox/people.ts',
  'electron/engine/sandbox/schema-parts.ts e164',
  'electron/engine/sandbox/schema-parts.ts webUrl',
  'electron/engine/sandbox/weather.ts',
]);
const isSchemaMessage = (text: string) => /^(?:Not|Write) /u.test(text);

/** Properties whose text becomes a term. */
const properties = new Set(['like', 'what', 'within']);

/** Terms that are read from values. A new one needs its texts in one of the lists above. */
const computed = [
  'electron/engine/features/accounts/checks.ts names[kind]',
  'electron/engine/features/accounts/secrets/secret-store.ts where',
  'electron/engine/features/compose/media/media-problems.ts typeName(type)',
  'electron/engine/features/reports/tunnel/option.ts url',
  'electron/engine/features/runs/handlers.ts after.value.state',
  'electron/engine/messente/error-bodies.ts bodyKind(text)',
  'shared/messaging/check-chain.ts name',
  'shared/messaging/check-chain.ts unit',
  "shared/messaging/content-telegram.ts given.map(([, label]) => label).join(', ')",
  'shared/messaging/content-viber.ts labels[main]',
  'shared/messaging/content-viber.ts why',
  'shared/messaging/content-viber.ts withArticle(labels[main])',
  'shared/messaging/content-viber.ts withArticle(labels[part])',
  'shared/messaging/from-omnimessage.ts kind',
  'shared/messaging/from-omnimessage.ts name',
  'shared/messaging/shape-places.ts kind',
  'shared/messaging/shape-places.ts place.what',
  "shared/messaging/shape-places.ts place.within === '' ? place.what : place.within",
  "shared/messaging/shape-values.ts options.join(' or ')",
  'shared/messaging/shape-values.ts pattern.like',
  'shared/messaging/shape-values.ts unit',
  `shared/messaging/shapes.ts \`\${one}s\``,
  "shared/messaging/shapes.ts given.map(label).join(' and ')",
  "shared/messaging/shapes.ts keys.map(label).join(', ')",
  'shared/messaging/shapes.ts label',
  'shared/messaging/shapes.ts one',
  'shared/plans/judge.ts facts.deliveredBy',
  "shared/plans/read-chains.ts given.join(' and ')",
  'shared/plans/yaml-places.ts what',
];

/** Returns the texts that an expression may have; a value inside a text becomes "1". */
function textsOf(node: SourceNode | undefined): string[] {
  const text = stringOf(node);
  if (node === undefined || text !== null) return text === null ? [] : [text];
  switch (node.type) {
    case 'ConditionalExpression':
      return [...textsOf(child(node, 'consequent')), ...textsOf(child(node, 'alternate'))];
    case 'LogicalExpression':
      return [...textsOf(child(node, 'left')), ...textsOf(child(node, 'right'))];
    case 'TemplateLiteral':
      return [
        children(node, 'quasis')
          .map(({ value }) => String((value as { readonly cooked: string }).cooked))
          .join('1'),
      ];
    default:
      return [];
  }
}

/** Returns the texts of a list of names, or of an expression. */
const textsIn = (node: SourceNode | undefined): string[] =>
  node?.type === 'ObjectExpression'
    ? children(node, 'properties').flatMap((property) => textsOf(child(property, 'value')))
    : textsOf(node?.type === 'TSAsExpression' ? child(node, 'expression') : node);

/** Returns each term in a file, and the code of each term that is computed. */
function termsIn(file: SourceFile): { readonly terms: string[]; readonly computed: string[] } {
  const terms: string[] = [];
  const code: string[] = [];
  walk(file.tree, (node, parents) => {
    const declared = [...parents, node]
      .filter(({ type }) => type === 'VariableDeclarator' || type === 'FunctionDeclaration')
      .map((one) => `${file.path} ${nameOf(child(one, 'id'))}`);
    if (node.type === 'CallExpression') {
      const name = nameOf(child(node, 'callee')) ?? '';
      const given = children(node, 'arguments');
      const [argument] = given;
      const isComputed = argument?.type === 'TemplateLiteral' || textsOf(argument).length === 0;
      if (name === 'term' && argument !== undefined && isComputed) {
        code.push(`${file.path} ${file.text.slice(argument.start, Number(argument.end))}`);
        return;
      }
      for (const position of makers.get(name) ?? []) {
        const texts = name === 'exactlyOne' ? textsIn(given[position]) : textsOf(given[position]);
        terms.push(...texts);
        if (name === 'list') terms.push(...texts.flatMap((one) => [`${one}s`, `${one} 1`]));
      }
    }
    if (
      file.path.startsWith('shared/messaging/') &&
      node.type === 'Property' &&
      properties.has(nameOf(child(node, 'key')) ?? '')
    ) {
      terms.push(...textsOf(child(node, 'value')));
    }
    if (node.type === 'VariableDeclarator' && holders.has(declared.at(-1) ?? '')) {
      terms.push(...textsIn(child(node, 'init')));
    }
    if (node.type === 'ReturnStatement' && declared.some((one) => holders.has(one))) {
      terms.push(...textsOf(child(node, 'argument')));
    }
    const text = stringOf(node);
    const ofSchema = schemas.has(file.path) || declared.some((one) => schemas.has(one));
    if (text !== null && ofSchema && isSchemaMessage(text)) terms.push(text);
  });
  return { terms, computed: code };
}

const root = join(import.meta.dirname, '..', '..', '..');
const found = ['shared', 'electron/engine'].flatMap((folder) => readSources(root, folder).map(termsIn));

describe('our own terms inside problems and phrases', () => {
  test('have an Estonian text', () => {
    const terms = new Set([
      ...found.flatMap((one) => one.terms),
      ...channels,
      ...Object.values(channelNames),
      ...runStates,
    ]);
    expect(terms.size).toBeGreaterThan(130);
    expect([...terms].filter((term) => term !== '' && termText(term, etTerms) === null)).toEqual([]);
  });

  test('are all found: a term that is computed is in the list of this test', () => {
    expect([...new Set(found.flatMap((one) => one.computed))].toSorted()).toEqual(computed.toSorted());
  });

  test('are found in calls, choices, templates, lists and properties', () => {
    const source = parseSource(
      'shared/messaging/a.ts',
      `term(a ? 'one' : 'two'); term(b ?? 'three'); term(c.d); list('four', x); exactlyOne({ a: 'five' }); const p = { like: 'six' }; inside(p, k, \`seven, \${x}\`);`,
    );
    expect(termsIn(source)).toEqual({
      terms: ['one', 'two', 'three', 'four', 'fours', 'four 1', 'five', 'six', 'seven, 1'],
      computed: ['shared/messaging/a.ts c.d'],
    });
  });
});
