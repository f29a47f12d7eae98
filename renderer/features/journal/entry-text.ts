/** Describes an entry of the journal in the window's language. */
import type { ChangeValues, JournalEntry } from '../../../shared/contract/journal.ts';
import { byName } from '../../lib/words/arguments.ts';
import type { JournalLanguage } from './language.ts';

export function actorText({ actor }: JournalEntry, { words }: JournalLanguage): string {
  const texts = words.audit;
  const kind = texts.actors[actor.kind];
  return actor.kind === 'command-line' && actor.name !== null ? texts.byName(kind, actor.name) : kind;
}

function valueText(value: ChangeValues[string] | undefined, { words, format }: JournalLanguage): string {
  const texts = words.audit;
  switch (typeof value) {
    case 'boolean':
      return value ? texts.yes : texts.no;
    case 'number':
      return format.number(value);
    case 'string':
      return value === 'changed' ? texts.changed : value;
    default:
      return texts.none;
  }
}

export type EntryValue = { readonly name: string; readonly text: string };

/** Returns the values of an entry, each with its name and, if it changed, its previous value. */
export function valuesOf(entry: JournalEntry, language: JournalLanguage): EntryValue[] {
  const texts = language.words.audit;
  const names = new Set([...Object.keys(entry.before ?? {}), ...Object.keys(entry.after ?? {})]);
  return [...names].map((name) => {
    const before = entry.before?.[name];
    const after = entry.after?.[name];
    const text =
      before === undefined || after === undefined || before === after
        ? valueText(after ?? before, language)
        : texts.fromTo(valueText(before, language), valueText(after, language));
    return { name: byName(texts.fields)[name] ?? name, text };
  });
}

/** Returns the name of a setting; null if the entry is about something else. */
export function settingName(entry: JournalEntry, { words }: JournalLanguage): string | null {
  if (entry.what !== 'setting-changed' || entry.subject === null) return null;
  return byName(words.audit.settings)[entry.subject] ?? entry.subject;
}

/** Returns an entry in one line: the affected object, and the values. */
export function lineOf(entry: JournalEntry, language: JournalLanguage): string {
  const setting = settingName(entry, language);
  const values = valuesOf(entry, language);
  const parts =
    setting === null
      ? [
          ...(entry.number === null ? [] : [language.format.phone(entry.number)]),
          ...values.map(({ name, text }) => `${name}: ${text}`),
        ]
      : [`${setting}: ${values.map(({ text }) => text).join(', ')}`];
  return parts.join(' · ');
}
