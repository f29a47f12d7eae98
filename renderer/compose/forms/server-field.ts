/** From the field that an error names to the field in the draft. */
import type { Channel } from '../../../shared/messaging/types.ts';

/** What a step has besides its channel's content. */
const stepFields: Readonly<Record<string, string>> = {
  sender: 'sender',
  udh: 'udh',
  autoconvert: 'autoconvert',
  ttl: 'ttlSeconds',
  validity: 'validityMinutes',
};

/**
 * Messente names a field as `payload[rcs][rich_card][title]`, with the channel and then the way down; the engine as
 * `steps[1].content.rich_card.title`.
 * @returns the path in the draft; null where it is not about a step of it
 */
export function fieldOfSource(
  source: string,
  steps: readonly { readonly channel: Channel }[],
): string | null {
  if (source.startsWith('steps[')) return source;
  const parts = [...source.matchAll(/\[([^\]]*)\]/g)].map(([, name]) => name ?? '');
  const [channel, first, ...rest] = parts;
  if (!source.startsWith('payload[') || first === undefined) return null;
  const index = steps.findIndex((step) => step.channel === channel);
  if (index < 0) return null;
  const own = stepFields[first];
  if (own !== undefined) return `steps[${index}].${own}`;
  if (channel === 'sms') return `steps[${index}].${first}`;
  const way = [first, ...rest].map((name) => (/^\d+$/.test(name) ? `[${name}]` : `.${name}`)).join('');
  return `steps[${index}].content${way}`;
}
