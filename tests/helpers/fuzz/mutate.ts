/** Generates inputs for fuzzing: valid ones, changed at random. The same seed and index give the same bytes. */

/** Returns a generator of random numbers from 0 to just below 1 (mulberry32). */
function randomOf(state: number): () => number {
  let at = state >>> 0;
  return () => {
    at = (at + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(at ^ (at >>> 15), 1 | at);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** Mixes a text and two numbers into 32 bits (FNV-1a), so that neighbouring inputs have unrelated choices. */
function stateOf(name: string, seed: number, index: number): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(`${name}:${seed}:${index}`)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

const strangeBytes = [
  0x00, 0x09, 0x0a, 0x0d, 0x1b, 0x22, 0x27, 0x2c, 0x3b, 0x5c, 0x7f, 0x80, 0xc3, 0xe2, 0xf0, 0xff,
];

const strangeTexts = [
  '\u0000',
  '\ufeff',
  '\u202e',
  '\u2028',
  '𝟙',
  '🚚',
  'İ',
  'ﬁ',
  '\ud800'.toWellFormed(),
  '-0',
  '1e999',
  '9007199254740993',
  '-1',
  '0x10',
  '1_000',
  '١٢٣',
  'null',
  'true',
  '""',
  '{}',
  '[]',
  '__proto__',
  'constructor',
  'toString',
  'NaN',
  '../',
  '%00',
  '\r\n\r\n',
  '\u001b]0;x\u0007',
];

/** Longer inputs prove nothing new: every parser has its own limit of length, which has its own test. */
const longestInput = 96 * 1024;

export interface Corpus {
  readonly name: string;
  /** Valid inputs. */
  readonly seeds: readonly Uint8Array[];
  /** Texts that mean something to the parser. */
  readonly words: readonly string[];
  /** Half of the changes are among the first bytes, where a large format has its header; default: none are favoured. */
  readonly headBytes?: number;
}

type Choose = ReturnType<typeof chooserOf>;

function chooserOf(random: () => number) {
  const below = (limit: number): number => Math.floor(random() * limit);
  return {
    below,
    chance: (part: number): boolean => random() < part,
    /** @throws for an empty list */
    of<T>(list: readonly T[]): T {
      const chosen = list[below(list.length)];
      if (chosen === undefined) throw new Error('nothing to choose from');
      return chosen;
    },
  };
}

function splice(bytes: Buffer, from: number, removed: number, added: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, from), added, bytes.subarray(from + removed)]);
}

/** Returns a range of the input: mostly short, sometimes of any length. */
function rangeOf(bytes: Buffer, at: number, choose: Choose): { from: number; length: number } {
  const rest = bytes.length - at;
  return { from: at, length: choose.below(Math.min(rest, choose.chance(0.9) ? 24 : rest) + 1) };
}

function changed(bytes: Buffer, corpus: Corpus, choose: Choose): Buffer {
  const reach = choose.chance(0.5) ? Math.min(bytes.length, corpus.headBytes ?? bytes.length) : bytes.length;
  const at = choose.below(reach + 1);
  const { from, length } = rangeOf(bytes, at, choose);
  const piece = bytes.subarray(from, from + length);
  switch (choose.below(10)) {
    case 0: {
      const copy = Buffer.from(bytes);
      if (at < copy.length) copy[at] = (copy[at] ?? 0) ^ (1 << choose.below(8));
      return copy;
    }
    case 1:
      return splice(bytes, from, 1, Uint8Array.of(choose.of(strangeBytes)));
    case 2:
      return splice(bytes, from, 0, Buffer.from(choose.of(strangeTexts)));
    case 3:
    case 4:
      return splice(bytes, from, choose.chance(0.5) ? length : 0, Buffer.from(choose.of(corpus.words)));
    case 5:
      return splice(bytes, from, length, new Uint8Array(0));
    case 6:
      return splice(bytes, from, 0, piece);
    case 7: {
      const other = Buffer.from(choose.of(corpus.seeds));
      const taken = rangeOf(other, choose.below(other.length + 1), choose);
      return splice(bytes, from, length, other.subarray(taken.from, taken.from + taken.length));
    }
    case 8:
      return choose.chance(0.2)
        ? bytes.subarray(0, at)
        : splice(bytes, from, 1, Buffer.from(String(choose.below(10))));
    default:
      return choose.chance(0.1)
        ? repeated(bytes, from, piece, corpus, choose)
        : splice(bytes, from, 1, piece);
  }
}

/** Repeats a piece or a word many times: what takes quadratic time shows only on long inputs. */
function repeated(bytes: Buffer, from: number, piece: Uint8Array, corpus: Corpus, choose: Choose): Buffer {
  const unit =
    choose.chance(0.3) && piece.length > 0
      ? piece
      : Buffer.from(choose.of([...corpus.words, ' ', '(', '[', '0']));
  if (unit.length === 0) return bytes;
  const times = 1 + choose.below(Math.floor(longestInput / unit.length));
  return splice(bytes, from, 0, Buffer.concat(Array.from({ length: times }, () => unit)));
}

/** Returns one input: a valid one with up to eight changes. */
export function inputOf(corpus: Corpus, seed: number, index: number): Buffer {
  const choose = chooserOf(randomOf(stateOf(corpus.name, seed, index)));
  let bytes: Buffer = Buffer.from(choose.of(corpus.seeds));
  for (let left = choose.below(9); left > 0; left -= 1) bytes = changed(bytes, corpus, choose);
  return bytes.length > longestInput && corpus.headBytes === undefined
    ? bytes.subarray(0, longestInput)
    : bytes;
}
