/** Finds the field of a chain that one of Messente's errors names. */
import type { DraftChain, DraftStep } from './compose.ts';

/** Fields next to `messages`, with our names for them. */
const ofChain: Readonly<Record<string, string>> = {
  to: 'to',
  messages: 'steps',
  text_store: 'textStore',
  time_to_send: 'timeToSend',
  priority: 'priority',
};

/** Fields of a step that have another name in our model. */
const ofStep: Readonly<Record<string, string>> = {
  channel: 'channel',
  sender: 'sender',
  ttl: 'ttlSeconds',
  validity: 'validityMinutes',
  autoconvert: 'autoconvert',
  udh: 'udh',
};

/**
 * Splits `payload[viber][items][0].title` into ["payload", "viber", "items", "0", "title"]; null if it is not
 * such a path.
 */
function partsOf(source: string): string[] | null {
  if (source.length > 500 || !/^\w+(?:\[\w+\]|\.\w+)*$/u.test(source)) return null;
  return source.split(/[[\].]+/u).filter((part) => part !== '');
}

/**
 * Returns the field of our chain that an error's `source` names: a path such as `payload[rcs][sender]`, of
 * which Messente has published one example; a plain name such as `to`; or `messages[0].text`, as other APIs
 * write it.
 * @param source as received
 * @param chain the chain that was sent
 * @returns `steps[2].sender`, `steps[0].content.carousel.items[0].title`, `to`, `timeToSend`; null if the
 * source
 * names no field that the user has filled in
 */
export function fieldOfSource(source: string, chain: DraftChain): string | null {
  const parts = partsOf(source);
  if (parts === null) return null;
  const path = parts[0] === 'payload' ? parts.slice(1) : parts;
  const [first, second, ...rest] = path;
  if (first === undefined) return null;
  if (first === 'messages' && second !== undefined) {
    return /^\d+$/u.test(second) ? fieldOfStep(chain, Number(second), rest) : null;
  }
  const known = Object.hasOwn(ofChain, first) ? ofChain[first] : undefined;
  if (known !== undefined) return second === undefined ? known : null;
  const index = chain.steps.findIndex((step) => step.channel === first);
  if (index >= 0) return fieldOfStep(chain, index, path.slice(1));
  // A plain field name of a step is only unambiguous if there is one step.
  const [only] = chain.steps;
  if (chain.steps.length !== 1 || only === undefined) return null;
  return Object.hasOwn(ofStep, first) || isInContent(only, first) ? fieldOfStep(chain, 0, path) : null;
}

function isInContent(step: DraftStep, name: string): boolean {
  return name === 'text' || (step.content !== undefined && Object.hasOwn(step.content, name));
}

function fieldOfStep(chain: DraftChain, index: number, path: readonly string[]): string | null {
  const step = chain.steps[index];
  if (step === undefined) return null;
  const place = `steps[${index}]`;
  const [first, ...rest] = path;
  if (first === undefined) return place;
  const own = Object.hasOwn(ofStep, first) ? ofStep[first] : undefined;
  if (own !== undefined) return `${place}.${own}`;
  // A plain text is a field of the step itself; WhatsApp's is `text.body`.
  if (first === 'text' && step.content === undefined) return `${place}.text`;
  return `${place}.content${[first, ...rest].map((part) => (/^\d+$/u.test(part) ? `[${part}]` : `.${part}`)).join('')}`;
}
