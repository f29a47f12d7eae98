/**
 * Lists the answers that are sent as text from the reader's thread, because cloning their objects would take
 * longer than reading them.
 */
import type { QueryContext } from '../../../db/query-context.ts';
import { packedPage, unpackPage } from './list-messages.ts';
import { packedRows, seqsOfIds, unpackRows } from './packed-rows.ts';

type Packed = {
  readonly ask: (context: QueryContext, input: never) => string;
  readonly unpack: (text: string) => unknown;
};

const packed: ReadonlyMap<string, Packed> = new Map<string, Packed>([
  ['listMessages', { ask: packedPage, unpack: unpackPage }],
  [
    'messageRows',
    {
      ask: (context: QueryContext, { ids }: { readonly ids: readonly string[] }) =>
        packedRows(context, seqsOfIds(context, ids)),
      unpack: unpackRows,
    },
  ],
]);

/** Returns the answer to a query as text; null if it is sent normally. */
export function askPacked(context: QueryContext, query: string, input: unknown): string | null {
  const one = packed.get(query);
  return one === undefined ? null : one.ask(context, input as never);
}

/** Parses a packed answer into what the query itself would have returned. */
export function unpackAnswer(query: string, text: string): unknown {
  const one = packed.get(query);
  if (one === undefined) throw new Error(`answers to ${query} are not packed`);
  return one.unpack(text);
}
