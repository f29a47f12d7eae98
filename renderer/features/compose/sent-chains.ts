/** Loads sent chains, to resend or reuse them. */
import type { MessageRow } from '../../../shared/contract/messages.ts';
import type { DraftChain } from '../../../shared/messaging/compose.ts';
import type { Answer, Engine } from '../../lib/engine-client.ts';

const pageRows = 200;
/** A send to many recipients fills pages; this limits how far back recent sends are searched. */
const mostPages = 5;

export function sentChains(engine: Engine) {
  return {
    /** Returns the newest messages of as many sends as a few pages contain. */
    async sentLately(): Promise<MessageRow[]> {
      const rows: MessageRow[] = [];
      let after: string | null = null;
      for (let page = 0; page < mostPages; page += 1) {
        const from: string | null = after;
        const answer: Answer<{ rows: MessageRow[]; next: string | null }> = await engine.read((client) =>
          client.messages.list({ limit: pageRows, ...(from === null ? {} : { after: from }) }),
        );
        if (!answer.ok) return rows;
        rows.push(...answer.value.rows);
        after = answer.value.next;
        if (after === null || new Set(rows.map((row) => row.createdAt)).size > pageRows / 4) return rows;
      }
      return rows;
    },
    /**
     * Returns the chain of one message as sent, with placeholders merged; with empty texts if they were
     * removed.
     */
    async chainOfSent(id: string): Promise<Answer<DraftChain>> {
      const answer = await engine.ask((client) => client.messages.get({ id }));
      // From the contract: its content has the shape that was sent.
      return answer.ok ? { ok: true, value: answer.value.chain as DraftChain } : answer;
    },
  };
}
