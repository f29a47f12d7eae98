/** Imports a list of opt-outs part by part, so that it can be followed and stopped. */
import type { ProblemView } from '../../../shared/contract/common.ts';
import { optOutParts } from '../../../shared/messaging/opt-out-parts.ts';
import type { SliceContext } from '../../lib/state.ts';

type Engine = Pick<SliceContext['engine'], 'ask' | 'read'>;

export type ImportDone = {
  readonly added: number;
  readonly already: number;
  /** Why it ended early; null: it did not, or was stopped. */
  readonly problem: ProblemView | null;
};

/** Counts how many numbers (E.164) are listed already; null if the engine does not answer. */
async function countListed(engine: Engine, numbers: readonly string[]): Promise<number | null> {
  let listed = 0;
  for (const part of optOutParts(numbers)) {
    const answer = await engine.read((client) => client.doNotSend.among({ numbers: part }));
    if (!answer.ok) return null;
    listed += answer.value.length;
  }
  return listed;
}

/**
 * Adds numbers, E.164. What was added stays if it ends early, and repeating it adds the rest.
 * @param onPart called after each part, with how many numbers are done
 */
async function importOptOuts(
  engine: Engine,
  numbers: readonly string[],
  reason: string,
  { onPart, signal }: { readonly onPart: (done: number) => void; readonly signal: AbortSignal },
): Promise<ImportDone> {
  const importId = crypto.randomUUID();
  let [added, already] = [0, 0];
  for (const part of optOutParts(numbers)) {
    if (signal.aborted) break;
    const answer = await engine.ask((client) =>
      client.doNotSend.import({ numbers: part, importId, ...(reason === '' ? {} : { reason }) }),
    );
    if (!answer.ok) return { added, already, problem: answer.problem };
    added += answer.value.added;
    already += answer.value.already;
    onPart(added + already);
  }
  return { added, already, problem: null };
}

type Follow = Parameters<typeof importOptOuts>[3];

export function optOutImport(engine: Engine) {
  return {
    countListed: (numbers: readonly string[]) => countListed(engine, numbers),
    add: (numbers: readonly string[], reason: string, follow: Follow) =>
      importOptOuts(engine, numbers, reason, follow),
  };
}
