import type { Migration } from './migration.ts';

/** Adds what an inbound message means, what was decided about it, and opt-outs by reply. */
export const answers: Migration = {
  version: 13,
  sql: `
-- The sender as E.164; null if it is a short number or a name.
ALTER TABLE inbound_message ADD COLUMN number TEXT;
ALTER TABLE inbound_message ADD COLUMN meaning TEXT CHECK (meaning IN ('stop', 'start', 'help', 'near-miss'));
-- What was done: 'opted-out', 'lifted', 'kept', 'none'. Null: nothing is to be done, or nobody has decided yet.
ALTER TABLE inbound_message ADD COLUMN decision TEXT;
ALTER TABLE inbound_message ADD COLUMN decided_at INTEGER;
-- Sending to these numbers is held until a person decides.
CREATE INDEX inbound_message_undecided ON inbound_message (number)
  WHERE meaning = 'near-miss' AND decided_at IS NULL AND number IS NOT NULL;
CREATE INDEX inbound_message_starts ON inbound_message (id) WHERE meaning = 'start' AND decided_at IS NULL;

-- The sender of an opt-out whose signature is not verified yet: sending to this number is held.
ALTER TABLE postponed_callback ADD COLUMN held_number TEXT;
CREATE INDEX postponed_callback_held ON postponed_callback (held_number) WHERE held_number IS NOT NULL;

-- When an answer ended the opt-out; it ends only opt-outs by reply.
ALTER TABLE do_not_send_removal ADD COLUMN lifted_by_reply_at INTEGER;
`,
};
