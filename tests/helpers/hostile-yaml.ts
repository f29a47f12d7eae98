/** Texts that make a YAML parser work long for their length, each of about `size` characters. */

const times = (size: number, part: string): string => part.repeat(Math.floor(size / part.length));
const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: Math.floor(count) }, (_, index) => line(index)).join('\n');

const repeated: Readonly<Record<string, string>> = {
  'the same key': 'a:\n',
  'open lists': '[',
  'open mappings': '{',
  'lists in lists': '- ',
  'explicit keys in explicit keys': '? ',
  'mappings in lists': '- a: ',
  'mappings in mappings': '{a: ',
  'closing brackets on one line': ']',
  'closing brackets on many lines': ']\n',
  'keys on one line': 'a: ]',
  'quotation marks': '"',
  colons: ': ',
  dashes: '-\n',
  'lines that end with a carriage return': 'a: 1\r',
  'reserved characters': '@a\n',
  'several anchors': '&a ',
  'aliases without an anchor': '- *b\n',
  tags: '- !x y\n',
  documents: '---\n',
  'document ends': '...\n',
  directives: '%x\n',
  comments: '#\n',
  'lines with tabs': '\tb: c\n',
  'wrong indents': '  a: 1\n b: 2\n',
  'keys on two lines': '"a\n b": 1\n',
};

/** Returns the texts by a description. */
export function hostileYaml(size: number): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(Object.entries(repeated).map(([name, part]) => [name, times(size, part)])),
    'different keys': lines(size / 9, (index) => `k${index}: 1`),
    'different keys in one line': `{${lines(size / 9, (index) => `k${index}: 1,`)}}`,
    'commas in a list': `[${times(size, ',')}`,
    'escapes in a text': `"${times(size, '\\x')}"`,
    'empty lines in a text': `"${times(size, '\n')}"`,
    'spaces in a text': `"${times(size, ' ')}x"`,
    'comments in a list': `[\n${times(size, '1, #c\n')}]`,
    'comments after a key': `a: 1\n${times(size, '# c\n')}`,
    'a long block of text': `a: |\n${times(size, '  x\n')}`,
    'steps to the right': lines(Math.sqrt(2 * size), (index) => `${' '.repeat(index)}a:`),
    'a long key': `${times(size, 'k')}: 1`,
    'a long explicit key': `? ${times(size, 'k')}\n: 1`,
    'an alias many times': `a: &a 1\nb:\n${times(size, '- *a\n')}`,
    'many anchors and aliases': `${lines(size / 20, (index) => `- &a${index} x`)}\n${lines(size / 20, (index) => `- *a${index}`)}`,
    'a long number': `- ${times(size, '1')}x`,
  };
}
