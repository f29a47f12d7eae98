import { randomUUID } from 'node:crypto';
import { request } from 'undici';
import { z } from 'zod';
import { e164, webUrl } from './schema-parts.ts';

/** The body of `POST /sandbox/subscription`. */
export const subscriptionSchema = z.strictObject({
  /** The campaign's callback URL. */
  url: webUrl,
  /** The simulated person's number. */
  phone: e164,
  /** Missing: a new one. */
  id: z.string().max(200).optional(),
  /** As Messente writes it, without a zone; missing: now. */
  time: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/u, 'Not a time such as 2026-11-30 08:00:00')
    .optional(),
});

export type SentSubscription = {
  readonly id: string;
  readonly phone: string;
  readonly time: string;
  /** What the URL answered; null if it did not answer. */
  readonly status: number | null;
};

/** The time limit for an answer, in real milliseconds. */
const answerTimeLimitMs = 10_000;

/**
 * Sends a subscription as Messente does: an unsigned GET request, once.
 * @param now epoch ms
 */
export async function sendSubscription(
  wanted: z.infer<typeof subscriptionSchema>,
  now: number,
): Promise<SentSubscription> {
  const { phone, id = randomUUID() } = wanted;
  const time = wanted.time ?? new Date(now).toISOString().slice(0, 19).replace('T', ' ');
  const url = new URL(wanted.url);
  for (const [name, value] of Object.entries({ id, phone, time })) url.searchParams.append(name, value);
  try {
    const answer = await request(url, {
      headers: { 'user-agent': 'messente-sandbox' },
      signal: AbortSignal.timeout(answerTimeLimitMs),
    });
    await answer.body.dump({ limit: 65_536 }).catch(() => {});
    return { id, phone, time, status: answer.statusCode };
  } catch {
    return { id, phone, time, status: null };
  }
}
