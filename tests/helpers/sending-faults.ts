/**
 * Checks that each cell of a run was sent exactly once, by comparing its message with what the API accepted.
 */

export type SentCell = {
  /** "position/attempt". */
  readonly cell: string;
  /** The local id of its message. */
  readonly messageId: string;
  readonly state: string;
  readonly to: string;
  /** Messente's id; null if the answer was lost. */
  readonly omnimessageId: string | null;
};

export type AcceptedOne = {
  readonly omnimessage_id: string;
  readonly to: string;
  /** Its path ends in the local id. */
  readonly dlr_url: string | null;
};

/**
 * Returns a sentence for each fault. No faults: each cell was sent once, or is unknown and was sent at most
 * once.
 */
export function sendingFaults(cells: readonly SentCell[], accepted: readonly AcceptedOne[]): string[] {
  const wrong: string[] = [];
  const ofMessage = new Map<string, AcceptedOne[]>();
  for (const one of accepted) {
    const ours = one.dlr_url?.split('/').at(-1) ?? '';
    ofMessage.set(ours, [...(ofMessage.get(ours) ?? []), one]);
  }
  for (const { cell, messageId, state, to, omnimessageId } of cells) {
    const [first, ...more] = ofMessage.get(messageId) ?? [];
    ofMessage.delete(messageId);
    if (more.length > 0) wrong.push(`cell ${cell} was accepted ${1 + more.length} times`);
    // A request that was under way at a kill may have arrived or not; Omnideck must not claim that it was
    // accepted.
    if (first === undefined) {
      if (state !== 'unknown') wrong.push(`cell ${cell} is ${state}, and was never accepted`);
      continue;
    }
    if (first.to !== to) wrong.push(`cell ${cell} is to ${to}, and went to ${first.to}`);
    if (omnimessageId !== null && omnimessageId !== first.omnimessage_id)
      wrong.push(`cell ${cell} is known by ${omnimessageId}, and was accepted as ${first.omnimessage_id}`);
  }
  for (const [ours, some] of ofMessage) wrong.push(`${some.length} accepted that no cell has: ${ours}`);
  return wrong;
}
