import { Button, Group, Modal } from '@mantine/core';
import { useDeck } from '../app/deck.tsx';
import { useWords } from '../app/language.tsx';
import { useFocusBack } from '../ui/use-focus-back.ts';

/** Asked once more only where it matters: many people, and a live account. */
export function ConfirmDialog({
  people,
  onCancel,
  onSend,
}: {
  people: number;
  onCancel: () => void;
  onSend: () => void;
}) {
  useFocusBack();
  const words = useWords();
  const texts = words.compose.confirm;
  const account = useDeck((state) => state.console.accounts?.find((one) => one.current)?.name ?? '');
  return (
    <Modal
      opened
      onClose={onCancel}
      title={texts.title(people)}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <p>{texts.text(account)}</p>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onCancel}>
          {words.common.cancel}
        </Button>
        <Button data-autofocus onClick={onSend}>
          {texts.send(people)}
        </Button>
      </Group>
    </Modal>
  );
}
