import type { RunCell } from '../../../shared/contract/runs.ts';

const sameResult = (one: RunCell['result'], other: RunCell['result']): boolean =>
  one === other ||
  (one !== null &&
    other !== null &&
    one.verdict === other.verdict &&
    one.state === other.state &&
    one.deliveredBy === other.deliveredBy &&
    one.reachedAfterMs === other.reachedAfterMs &&
    one.cost === other.cost &&
    JSON.stringify(one.judgements) === JSON.stringify(other.judgements));

/** Unchanged cells keep their objects, so that their components are not rendered again. */
export function keepSame(before: readonly RunCell[], now: readonly RunCell[]): RunCell[] {
  const known = new Map(before.map((cell) => [cell.position, cell]));
  return now.map((cell) => {
    const old = known.get(cell.position);
    const same =
      old !== undefined &&
      old.attempt === cell.attempt &&
      old.messageId === cell.messageId &&
      old.handset === cell.handset &&
      old.number === cell.number &&
      old.chain === cell.chain &&
      old.sentAt === cell.sentAt &&
      sameResult(old.result, cell.result);
    return same ? old : cell;
  });
}
