import type { WriteContext } from '../../../db/write-context.ts';
import { record } from '../../journal/sql/index.ts';
import { findTag, type TagRow } from './find-tag.ts';

export type TagMessages = {
  /** Local ids; a message that does not exist (any more) is skipped. */
  readonly ids: readonly string[];
  /** Normalised names (shared/messaging/tags.ts); an existing tag keeps its spelling. */
  readonly add: readonly string[];
  readonly remove: readonly string[];
};

export type TagChange = { readonly id: string; readonly tag: string };

/**
 * Adds and removes tags, all or none. A tag in both lists is added.
 * @returns the actual changes, for undo
 */
export function tagMessages(
  context: WriteContext,
  input: TagMessages,
): { added: TagChange[]; removed: TagChange[] } {
  const added: TagChange[] = [];
  const removed: TagChange[] = [];
  for (const id of new Set(input.ids)) {
    const message = context.get<{ seq: number }>('SELECT seq FROM omnimessage WHERE id = ?', id);
    if (!message) continue;
    const { seq } = message;
    // One at a time: a tag that another message of this call has lost may not exist any more.
    const wanted = input.add.map((name) => tagNamed(context, name));
    const unwanted = input.remove
      .flatMap((name) => findTag(context, name) ?? [])
      .filter((tag) => !wanted.some((other) => other.id === tag.id));
    const its = new Set(
      context
        .all<{ id: number }>('SELECT tag_id AS id FROM omnimessage_tag WHERE omnimessage_seq = ?', seq)
        .map((tag) => tag.id),
    );
    const more = wanted.filter((tag) => !its.has(tag.id));
    const less = unwanted.filter((tag) => its.has(tag.id));
    if (more.length + less.length === 0) continue;
    for (const tag of more) {
      const { changes } = context.run(
        'INSERT INTO omnimessage_tag (omnimessage_seq, tag_id) VALUES (?, ?) ON CONFLICT DO NOTHING',
        seq,
        tag.id,
      );
      if (changes > 0) added.push({ id, tag: tag.name });
    }
    for (const tag of less) {
      context.run('DELETE FROM omnimessage_tag WHERE omnimessage_seq = ? AND tag_id = ?', seq, tag.id);
      removed.push({ id, tag: tag.name });
    }
    context.changed.messages.add(id);
  }
  // The tag was created for this call, but none of its messages existed.
  context.run('DELETE FROM tag WHERE messages = 0');
  // A list that is filtered by a tag has changed.
  if (added.length + removed.length > 0) context.changed.added = true;
  recordTags(context, 'tag-added', added);
  recordTags(context, 'tag-removed', removed);
  return { added, removed };
}

/** Writes one journal entry per tag, however many messages got or lost it. */
function recordTags(
  context: WriteContext,
  what: 'tag-added' | 'tag-removed',
  changes: readonly TagChange[],
): void {
  for (const [tag, messages] of Map.groupBy(changes, (change) => change.tag)) {
    const [first] = messages;
    const values = { tag, messages: messages.length };
    record(context, {
      what,
      subject: messages.length === 1 ? (first?.id ?? null) : null,
      before: what === 'tag-removed' ? values : null,
      after: what === 'tag-added' ? values : null,
      registers: messages.map(({ id }) => ({ kind: 'tag', subject: `${id} ${tag}` })),
    });
  }
}

/** Returns the tag of this name, ignoring case; creates it if it does not exist. */
export function tagNamed(context: WriteContext, name: string): TagRow {
  const known = findTag(context, name);
  if (known) return known;
  context.run('INSERT INTO tag (name) VALUES (?)', name);
  const made = findTag(context, name);
  if (!made) throw new Error('the tag was not written');
  return made;
}

/**
 * Sets or removes (null) a message's note.
 * @returns the previous note; null if the message does not exist
 */
export function setNote(
  context: WriteContext,
  input: { readonly id: string; readonly note: string | null },
): { before: string | null } | null {
  const message = context.get<{ before: string | null }>(
    'SELECT note AS before FROM omnimessage WHERE id = ?',
    input.id,
  );
  if (!message) return null;
  context.run('UPDATE omnimessage SET note = ? WHERE id = ?', input.note, input.id);
  context.changed.messages.add(input.id);
  if (message.before !== input.note) {
    record(context, {
      what: 'note-changed',
      subject: input.id,
      before: { note: message.before !== null },
      after: { note: input.note !== null },
      registers: [{ kind: 'note', subject: input.id }],
    });
  }
  return { before: message.before };
}
