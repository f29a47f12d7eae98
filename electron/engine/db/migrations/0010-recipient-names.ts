import type { Migration } from './migration.ts';

/**
 * Keeps the name of a message's recipient, as the list of recipients gave it. The search finds it together with the
 * texts: messages that exist have no name, so their entries in the index stay as they are.
 */
export const recipientNames: Migration = {
  version: 10,
  sql: `
ALTER TABLE omnimessage ADD COLUMN recipient_name TEXT;
DROP VIEW message_text;
CREATE VIEW message_text (seq, recipient, body, sender, tags) AS
SELECT
  o.seq,
  substr(o.recipient, 2) || ' ' || substr(o.recipient, -8) || ' ' || substr(o.recipient, -7) || ' '
    || substr(o.recipient, -6) || ' ' || substr(o.recipient, -5) || ' ' || substr(o.recipient, -4),
  (SELECT group_concat(coalesce(text, ''), char(10)) FROM (SELECT text FROM step WHERE omnimessage_seq = o.seq ORDER BY position))
    || coalesce(char(10) || o.recipient_name, ''),
  (SELECT group_concat(coalesce(sender, ''), ' ') FROM (SELECT sender FROM step WHERE omnimessage_seq = o.seq ORDER BY position)),
  NULL
FROM omnimessage o;
`,
};
