/** The purposes of messages: which need consent, to which quiet hours apply, and the user's own. Each change is saved at once. */
import { ActionIcon, Button, Checkbox, Table, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { ProblemView } from '../../../shared/contract/common.ts';
import {
  builtInPurposes,
  generalPurpose,
  type Purpose,
  purposesOf,
} from '../../../shared/messaging/purposes.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { Group } from '../../lib/ui/group.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import classes from '../../lib/ui/settings.module.css';
import { showResult } from '../../lib/ui/show-result.ts';
import { useTyped } from '../../lib/use-typed.ts';
import { purposeName, usePurposesLanguage } from './language.ts';

export function PurposesForm() {
  const { words } = usePurposesLanguage();
  const texts = words.purposes;
  const { setSettings } = useActions().settings;
  const stored = useDeck((state) => state.console.settings?.purposes ?? null);
  if (stored === null) return null;
  const shown = purposesOf(stored);
  const save = (purposes: readonly Purpose[]) => setSettings({ purposes: [...purposes] });
  const change = async (purposes: readonly Purpose[]) => void showResult(await save(purposes));
  return (
    <Group title={texts.title} text={texts.text}>
      <Table w="auto" horizontalSpacing="md" aria-label={texts.title}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{texts.name}</Table.Th>
            <Table.Th>{texts.needsConsent}</Table.Th>
            <Table.Th>{texts.quietHours}</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((purpose) => (
            <PurposeRow
              key={purpose.name}
              purpose={purpose}
              change={(changed) => void change(shown.map((one) => (one === purpose ? changed : one)))}
              remove={() => void change(shown.filter((one) => one !== purpose))}
            />
          ))}
        </Table.Tbody>
      </Table>
      <AddPurpose add={(name) => save([...shown, { name, needsConsent: true, quietHours: true }])} />
    </Group>
  );
}

type PurposeRowProps = {
  purpose: Purpose;
  change: (purpose: Purpose) => void;
  remove: () => void;
};

function PurposeRow({ purpose, change, remove }: PurposeRowProps) {
  const { words } = usePurposesLanguage();
  const texts = words.purposes;
  const name = purposeName(purpose.name, texts);
  const isGeneral = purpose.name === generalPurpose;
  return (
    <Table.Tr>
      <Table.Th scope="row" dir="auto" fw={400}>
        {name}
      </Table.Th>
      <Table.Td>
        <Checkbox
          aria-label={texts.needsConsentOf(name)}
          checked={purpose.needsConsent}
          disabled={isGeneral}
          title={isGeneral ? texts.generalNeedsNone : undefined}
          onChange={(event) => change({ ...purpose, needsConsent: event.currentTarget.checked })}
        />
      </Table.Td>
      <Table.Td>
        <Checkbox
          aria-label={texts.quietHoursOf(name)}
          checked={purpose.quietHours}
          onChange={(event) => change({ ...purpose, quietHours: event.currentTarget.checked })}
        />
      </Table.Td>
      <Table.Td>
        {!builtInPurposes.some((one) => one.name === purpose.name) && (
          <ActionIcon aria-label={texts.remove(name)} onClick={remove}>
            <IconX size={14} stroke={1.6} />
          </ActionIcon>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** A name that the engine refuses stays in the field, with the reason below it. */
function AddPurpose({
  add,
}: {
  add: (name: string) => ReturnType<ReturnType<typeof useActions>['settings']['setSettings']>;
}) {
  const { words } = usePurposesLanguage();
  const texts = words.purposes;
  const textOf = useProblemText();
  const [name, setName] = useTyped('new-purpose');
  const [problem, setProblem] = useState<ProblemView | null>(null);
  async function submit(event: FormEvent) {
    event.preventDefault();
    const answer = await add(name);
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) setName('');
  }
  return (
    <form className={classes.inline} onSubmit={(event) => void submit(event)}>
      <TextInput
        w={280}
        label={texts.add}
        autoComplete="off"
        value={name}
        error={problem && textOf.whole(problem)}
        onChange={(event) => {
          setName(event.currentTarget.value);
          setProblem(null);
        }}
      />
      <Button type="submit" variant="default" mt={20} disabled={name.trim() === ''}>
        {texts.addAction}
      </Button>
    </form>
  );
}
