/** SMS's fields. What depends on the whole step (a blank text, the segments, the header's octets) is in check-chain.ts. */
import { choice, text } from './shape-values.ts';
import { allowed, needed, object } from './shapes.ts';

export const smsShape = object({
  text: needed('text', text({ blank: true })),
  autoconvert: allowed('autoconvert', choice('on', 'off', 'full')),
  udh: allowed('udh', text({ blank: true })),
});
