import { numbersIn } from '../../../../shared/messaging/forget-number.ts';
import type { WriteContext } from '../write/context.ts';
import { deleteMessage, eraseNumber } from '../write/erase.ts';
import { digestOf } from './digest.ts';

/** What was erased in the database of today, as far as it is remembered. */
export type Erasures = {
  /** Ids, ours and Messente's. */
  readonly messages: readonly { readonly id: string; readonly erased_at: number }[];
  readonly numbers: readonly { readonly digest: string; readonly erased_at: number }[];
};

/** @param since only what was erased at this time or later, epoch ms */
export function readErasures(source: Pick<WriteContext, 'all'>, since = 0): Erasures {
  return {
    messages: source.all('SELECT id, erased_at FROM erased_message WHERE erased_at >= ?', since),
    numbers: source.all('SELECT digest, erased_at FROM erased_number WHERE erased_at >= ?', since),
  };
}

/**
 * Erases in an older database what has been erased since it was written: the messages by their ids, and of each number
 * all that is from before its erasure.
 * @param input.key of the digests, hexadecimal
 * @returns how many messages went
 */
export function eraseAgain(
  context: WriteContext,
  input: { readonly erasures: Erasures; readonly key: string; readonly now: number },
): number {
  const { erasures, now } = input;
  let erased = 0;
  const ids = JSON.stringify(erasures.messages.map(({ id }) => id));
  if (erasures.messages.length > 0) {
    for (const message of context.all<{ seq: number; id: string; omnimessage_id: string | null }>(
      `SELECT seq, id, omnimessage_id FROM omnimessage
       WHERE id IN (SELECT value FROM json_each(?1)) OR omnimessage_id IN (SELECT value FROM json_each(?1))`,
      ids,
    )) {
      deleteMessage(context, message, now);
      erased += 1;
    }
    context.run(
      `DELETE FROM callback WHERE omnimessage_seq IS NULL AND (local_id IN (SELECT value FROM json_each(?1))
         OR omnimessage_id IN (SELECT value FROM json_each(?1)))`,
      ids,
    );
  }
  if (erasures.numbers.length > 0) {
    const erasedAt = new Map(erasures.numbers.map(({ digest, erased_at }) => [digest, erased_at]));
    for (const number of namedNumbers(context)) {
      const at = erasedAt.get(digestOf(number, input.key));
      if (at === undefined) continue;
      erased += eraseNumber(context, { number, now, until: at })?.messages ?? 0;
    }
  }
  remember(context, erasures);
  return erased;
}

function remember(context: WriteContext, erasures: Erasures): void {
  for (const { id, erased_at } of erasures.messages)
    context.run('INSERT OR IGNORE INTO erased_message (id, erased_at) VALUES (?, ?)', id, erased_at);
  for (const { digest, erased_at } of erasures.numbers) {
    context.run(
      `INSERT INTO erased_number (digest, erased_at) VALUES (?, ?)
       ON CONFLICT (digest) DO UPDATE SET erased_at = max(erased_at, excluded.erased_at)`,
      digest,
      erased_at,
    );
  }
}

/** Every number that the database names: recipients, and what stands in callbacks and drafts. */
function namedNumbers(context: WriteContext): Set<string> {
  const numbers = new Set<string>();
  for (const { recipient } of context.all<{ recipient: string }>(
    'SELECT DISTINCT recipient FROM omnimessage',
  ))
    numbers.add(recipient);
  const country = defaultCountry(context);
  const look = (text: string): void => {
    for (const number of numbersIn(text, country)) numbers.add(number);
  };
  for (const { recipient, body } of context.all<{ recipient: string | null; body: Uint8Array }>(
    `SELECT recipient, body FROM callback WHERE outcome NOT IN ('applied', 'repeat')`,
  )) {
    if (recipient !== null) look(recipient);
    look(Buffer.from(body).toString('latin1'));
  }
  for (const { content } of context.all<{ content: string }>('SELECT content FROM draft')) look(content);
  for (const { filter } of context.all<{ filter: string }>('SELECT filter FROM saved_view')) look(filter);
  return numbers;
}

function defaultCountry(context: WriteContext): string | null {
  const row = context.get<{ value: string }>(`SELECT value FROM setting WHERE key = 'settings'`);
  try {
    const settings = JSON.parse(row?.value ?? '{}') as { defaultCountry?: unknown };
    return typeof settings.defaultCountry === 'string' ? settings.defaultCountry : null;
  } catch {
    return null;
  }
}
