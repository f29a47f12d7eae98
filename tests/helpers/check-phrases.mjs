// Finds phrases that readers did not understand in documents, texts, comments and test titles; part of `npm run check`.
import { globSync, readFileSync } from 'node:fs';
import { parseSync, Visitor } from 'rolldown/utils';

/** Where phrases are searched, and where most of them are gone already. */
const everywhere = ['document', 'text', 'string', 'comment', 'title'];
const exceptComments = ['document', 'text', 'string', 'title'];
const exceptTexts = ['document', 'comment', 'title'];
const rewritten = ['document', 'title'];

/** Each phrase with what to write instead. A space also matches a line break. */
const phrases = [
  { finds: 'mend(s|ed|ing)?', write: '"fix", "correct" or "what to do"', in: exceptComments },
  {
    finds: 'what (has |had )?(becomes?|became) of',
    write: '"what happened to" or "the outcome of"',
  },
  { finds: 'all the same', write: '"anyway"' },
  { finds: 'by (itself|themselves)', write: '"automatically", or name who does it', in: rewritten },
  { finds: '(?<!there )is none', write: '"there is no …" or "is not a valid …"' },
  { finds: '(likewise|besides)', write: '"also"', in: exceptComments },
  { finds: '(a|the) way in', write: '"public address" or "incoming route"' },
  { finds: 'put right', write: '"correct"' },
  { finds: 'said again', write: '"translated" or "repeated"' },
  { finds: "nobody's", write: '"no one\'s", or name the owner', in: exceptComments },
  { finds: 'fault of its own', write: '"internal error"' },
  { finds: 'by hand', write: '"manually"' },
  { finds: 'anew', write: '"again" or "a new …"', in: rewritten },
  {
    finds: '(given up|give up after)',
    write: '"expires after", "stops retrying" or "time limit"',
    in: exceptTexts,
  },
  {
    finds: '(half|95 %) within',
    write: '"median" or "95th percentile"',
  },
  { finds: 'in spite of', write: '"despite" or "anyway"' },
  { finds: 'good plan', write: '"valid plan"', in: exceptComments },
  {
    finds: 'reach(es)? nobody',
    write: '"does not send real messages"',
    in: exceptTexts,
  },
  { finds: '(taken|takes?|took) out', write: '"removed"', in: exceptComments },
  { finds: 'is told', write: '"is shown" or "is notified"', in: ['document'] },
  { finds: 'asked for', write: '"requested", or of a status "polled"', in: exceptComments },
  { finds: 'written down', write: '"saved" or "stored"' },
  { finds: "a wall's (time|clock)", write: '"local time"' },
  { finds: '(goes|go|going|went) on', write: '"continues"' },
  { finds: 'as (it|they) stands?', write: '"unchanged" or "exactly"', in: exceptComments },
  { finds: 'believable', write: '"realistic"' },
  { finds: 'can not', write: '"cannot"' },
].map(({ finds, write, in: places = everywhere }) => ({
  pattern: new RegExp(String.raw`(?<![\w-])${finds.replaceAll(' ', String.raw`\s+`)}(?![\w-])`, 'gi'),
  write,
  places,
}));

/** Replaces everything outside the given ranges by characters that no phrase contains; line breaks stay. */
function onlyRanges(text, ranges) {
  let shown = '';
  let end = 0;
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    if (range.start < end) continue;
    shown += text.slice(end, range.start).replaceAll(/\S/g, '\0') + text.slice(range.start, range.end);
    end = range.end;
  }
  return shown + text.slice(end).replaceAll(/\S/g, '\0');
}

const blank = (found) => found.replaceAll(/[^\n]/g, '\0');

/** A page without code, link targets and comments for programs. */
const proseOfPage = (text) =>
  text
    .replaceAll(/^ *```.*?^ *```/gms, blank)
    .replaceAll(/``.*?``|`[^`]*`/g, blank)
    .replaceAll(/\]\([^)\s]*\)/g, blank);

/** The values of a catalogue, without its keys. */
const textsOfCatalogue = (text) => text.replaceAll(/"[^"]+":/g, blank);

/** The marks that begin and end comments, and the stars and bars before lines, become spaces. */
const withoutMarks = (text) =>
  text.replaceAll(/^[ \t]*(?:\/\*+|\*\/|\*(?!\/)|\/\/+)|\/\*+|\*\/|\/\/+/gm, (mark) =>
    mark.replaceAll(/\S/g, ' '),
  );

const isTestCall = (callee) => {
  if (callee.type === 'Identifier') return ['it', 'test', 'describe'].includes(callee.name);
  if (callee.type === 'MemberExpression') return isTestCall(callee.object);
  if (callee.type === 'CallExpression' || callee.type === 'TaggedTemplateExpression') {
    return isTestCall(callee.callee ?? callee.tag);
  }
  return false;
};

function placesInSource(file, text) {
  const { program, comments, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0].message}`);
  const titles = [];
  const strings = [];
  new Visitor({
    Literal(literal) {
      if (typeof literal.value === 'string') strings.push(literal);
    },
    TemplateElement(element) {
      strings.push(element);
    },
    CallExpression({ callee, arguments: [title] }) {
      if (title !== undefined && isTestCall(callee) && ['Literal', 'TemplateLiteral'].includes(title.type)) {
        titles.push(title);
      }
    },
  }).visit(program);
  return [
    { place: 'comment', prose: withoutMarks(onlyRanges(text, comments)) },
    { place: 'title', prose: onlyRanges(text, titles) },
    // The command line, the sandbox and the desktop shell have their texts in the source. Migrations stay as
    // they were released.
    ...(file.startsWith('electron/') && !file.includes('/migrations/')
      ? [{ place: 'string', prose: onlyRanges(text, strings) }]
      : []),
  ];
}

const readers = [
  {
    files: ['*.md', '{docs,tests,shared}/**/*.md'],
    // What was released stays as it was written. docs/errors.md consists of texts.
    // docs/cli.md still has to be rewritten.
    exclude: ['CHANGELOG.md', 'docs/errors.md'],
    read: (_, text) => [{ place: 'document', prose: proseOfPage(text) }],
  },
  {
    files: ['shared/locales/en/**/*.json'],
    read: (_, text) => [{ place: 'text', prose: textsOfCatalogue(text) }],
  },
  { files: ['*.{ts,mjs}', '{electron,renderer,shared,tests}/**/*.{ts,tsx,mjs,mts}'], read: placesInSource },
  {
    files: ['{electron,renderer}/**/*.css'],
    read: (_, text) => [
      {
        place: 'comment',
        prose: withoutMarks(
          onlyRanges(
            text,
            [...text.matchAll(/\/\*.*?\*\//gs)].map(({ index, 0: { length } }) => ({
              start: index,
              end: index + length,
            })),
          ),
        ),
      },
    ],
  },
];

function violationsIn(file, { place, prose }) {
  return phrases
    .filter(({ places }) => places.includes(place))
    .flatMap(({ pattern, write }) =>
      [...prose.matchAll(pattern)].map(({ 0: phrase, index }) => ({
        line: prose.slice(0, index).split('\n').length,
        text: `${place} has "${phrase.replaceAll(/\s+/g, ' ')}"; write ${write}`,
        file,
      })),
    );
}

const violations = readers.flatMap(({ files, exclude = [], read }) =>
  globSync(files)
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !exclude.includes(file))
    .toSorted()
    .flatMap((file) => read(file, readFileSync(file, 'utf8')).flatMap((part) => violationsIn(file, part)))
    .toSorted((a, b) => (a.file === b.file ? a.line - b.line : 0)),
);

for (const { file, line, text } of violations) console.log(`${file}:${line} ${text}`);
process.exitCode = violations.length > 0 ? 1 : 0;
