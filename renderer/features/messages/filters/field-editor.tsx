/** The values of one filter. Each choice applies to the list at once. */
import { useEffect } from 'react';
import { channels, messageStates } from '../../../../shared/messaging/types.ts';
import { useActions, useDeck } from '../../../lib/deck.tsx';
import { useLanguage } from '../../../lib/language.tsx';
import { ChannelIcon } from '../../../lib/ui/channel-icon.tsx';
import { accountName } from '../account-name.ts';
import type { Field, FieldValues } from '../view-fields.ts';
import { Checklist, type Choice } from './checklist.tsx';
import { CostEditor } from './cost-editor.tsx';
import { TimeEditor } from './time-editor.tsx';

/** The filters with several values. */
type Several = {
  [F in Field]: FieldValues[F] extends readonly string[] ? F : never;
}[Field];

function useChoices(field: Several): readonly Choice[] {
  const { words, format } = useLanguage();
  const facets = useDeck((state) => state.messages.facets);
  const on: readonly string[] = useDeck((state) => state.messages.view[field]);
  /* A selected value can be deselected even if it does not occur any more. */
  const withChosen = (found: readonly { value: string; messages: number }[]) => [
    ...found.map(({ value, messages }) => ({ value, count: format.number(messages) })),
    ...on.filter((value) => !found.some((one) => one.value === value)).map((value) => ({ value })),
  ];
  const choices = (): readonly Choice[] => {
    switch (field) {
      case 'states':
        return messageStates.map((value) => ({ value, label: words.messages.filters.states[value] }));
      case 'channels':
        return channels.map((value) => ({
          value,
          label: words.channels[value],
          icon: <ChannelIcon channel={value} size={14} />,
        }));
      case 'senders':
        return withChosen(
          (facets?.senders ?? []).map(({ sender, messages }) => ({ value: sender, messages })),
        ).map((one) => ({ ...one, label: one.value }));
      case 'countries':
        return withChosen(
          (facets?.countries ?? []).map(({ country, messages }) => ({ value: country, messages })),
        ).map((one) => ({ ...one, label: format.country(one.value) }));
      case 'tags':
        return withChosen((facets?.tags ?? []).map(({ name, messages }) => ({ value: name, messages }))).map(
          (one) => ({ ...one, label: one.value }),
        );
    }
  };
  return choices().map((choice) => ({ ...choice, on: on.includes(choice.value) }));
}

function SeveralEditor({ field, label }: { field: Several; label: string }) {
  const words = useLanguage().words.messages.filters;
  const { messages } = useActions();
  const on: readonly string[] = useDeck((state) => state.messages.view[field]);
  const choices = useChoices(field);
  return (
    <Checklist
      label={label}
      placeholder={words.find}
      choices={choices}
      ticks
      onChoose={(value) => {
        const next = on.includes(value) ? on.filter((one) => one !== value) : [...on, value];
        messages.setView({ [field]: next });
      }}
    />
  );
}

function AccountEditor({ label, onDone }: { label: string; onDone: () => void }) {
  const { words } = useLanguage();
  const { messages } = useActions();
  const accounts = useDeck((state) => state.console.accounts) ?? [];
  const account = useDeck((state) => state.messages.view.account);
  const ids = ['all', ...accounts.map((one) => one.id)];
  return (
    <Checklist
      label={label}
      placeholder={words.messages.filters.find}
      choices={ids.map((value) => ({
        value,
        label: accountName(value, accounts, words),
        on: value === account,
      }))}
      onChoose={(value) => {
        messages.setView({ account: value === account ? null : value });
        onDone();
      }}
    />
  );
}

export function FieldEditor({ field, onDone }: { field: Field; onDone: () => void }) {
  const label = useLanguage().words.messages.filters.fields[field];
  const { messages } = useActions();
  useEffect(() => void messages.loadFacets(), [messages]);
  switch (field) {
    case 'account':
      return <AccountEditor label={label} onDone={onDone} />;
    case 'time':
      return <TimeEditor onDone={onDone} />;
    case 'cost':
      return <CostEditor onDone={onDone} />;
    default:
      return <SeveralEditor field={field} label={label} />;
  }
}
