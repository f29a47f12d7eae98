import { Button, Group, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ProblemView } from '../../../../shared/contract/common.ts';
import type { Answer } from '../../../lib/engine-client.ts';
import { useWords } from '../../../lib/language.tsx';
import { ProblemNotice } from '../../../lib/ui/problem-notice.tsx';
import { useProblemText } from '../../../lib/ui/problem-text.tsx';
import { useFocusBack } from '../../../lib/ui/use-focus-back.ts';

type ViewNameDialogProps = {
  title: string;
  text?: string;
  name: string;
  onSave: (name: string) => Promise<Answer<unknown>>;
  onClose: () => void;
};

/** Asks for the name of a view; a used name is reported at the field, and nothing is lost. */
export function ViewNameDialog({ title, text, name, onSave, onClose }: ViewNameDialogProps) {
  useFocusBack();
  const words = useWords();
  const textOf = useProblemText();
  const [typed, setTyped] = useState(name);
  const [missing, setMissing] = useState(false);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const [busy, setBusy] = useState(false);

  async function save(event: FormEvent) {
    event.preventDefault();
    const wanted = typed.trim();
    if (wanted === '') {
      setMissing(true);
      return;
    }
    setBusy(true);
    const answer = await onSave(wanted);
    setBusy(false);
    if (answer.ok) onClose();
    else setProblem(answer.problem);
  }

  const atField = problem?.field === 'name' || problem?.code === 'name-taken';
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      title={title}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <form onSubmit={(event) => void save(event)} noValidate>
        <TextInput
          data-autofocus
          label={words.messages.views.name}
          description={text}
          maxLength={80}
          value={typed}
          error={
            missing
              ? words.messages.views.nameMissing
              : problem && atField
                ? textOf.whole(problem)
                : undefined
          }
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setMissing(false);
            setProblem(null);
          }}
        />
        {problem && !atField && (
          <div style={{ marginTop: 12 }}>
            <ProblemNotice problem={problem} alert />
          </div>
        )}
        <Group justify="flex-end" mt="lg" gap="sm">
          <Button variant="default" onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button type="submit" loading={busy}>
            {words.common.save}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
