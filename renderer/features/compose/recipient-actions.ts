/** The actions that change the recipients of the draft. */
import type { NumbersAs } from '../../../shared/messaging/phone.ts';
import { placeholderKey } from '../../../shared/messaging/placeholders.ts';
import type { DraftEditing } from './compose-state.ts';
import type { RecipientDraft } from './draft.ts';
import { settled } from './recipients.ts';
import { splitTyped } from './split-typed.ts';

export function recipientActions({ get, edit, newKey, store }: DraftEditing) {
  return {
    addRecipients(written: readonly string[]) {
      const { draft } = get();
      const added = written.map((one) => ({ key: newKey(), written: one }));
      edit({ ...draft, recipients: [...draft.recipients, ...added], typed: '' });
    },
    /** Adds recipients of a table with their values; new columns are added to the existing ones. */
    addPeople(people: readonly Omit<RecipientDraft, 'key'>[], columns: readonly string[]) {
      const { draft } = get();
      const known = new Set(draft.columns.map(placeholderKey));
      const fresh = columns.filter((name) => !known.has(placeholderKey(name)));
      edit({
        ...draft,
        recipients: [...draft.recipients, ...people.map((one) => ({ ...one, key: newKey() }))],
        columns: [...draft.columns, ...fresh],
        typed: '',
      });
    },
    editRecipient(key: string, patch: Partial<Omit<RecipientDraft, 'key'>>) {
      const { draft } = get();
      const recipients = draft.recipients.map((one) => (one.key === key ? { ...one, ...patch } : one));
      edit({ ...draft, recipients });
    },
    /** Sets how ambiguous numbers are read from now on, including text in the field. */
    settleNumbers(numbers: NumbersAs) {
      const { draft } = get();
      const country = store.getState().console.settings?.defaultCountry ?? null;
      const typed = splitTyped(draft.typed).map((one) => ({ ...one, key: newKey() }));
      const recipients = [...draft.recipients, ...typed].map((one) => settled(one, country, numbers));
      edit({ ...draft, recipients, typed: '' });
    },
    removeRecipients(keys: readonly string[]) {
      const { draft } = get();
      const gone = new Set(keys);
      edit({ ...draft, recipients: draft.recipients.filter((one) => !gone.has(one.key)) });
    },
  };
}
