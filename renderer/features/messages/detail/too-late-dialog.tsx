import { Button, Group, Modal } from '@mantine/core';
import { useWords } from '../../../lib/language.tsx';
import { useFocusBack } from '../../../lib/ui/use-focus-back.ts';

/**
 * Messente answered 404: it has nothing to cancel. The message's status is polled, and shown behind this
 * dialog.
 */
export function TooLateDialog({ onClose }: { onClose: () => void }) {
  useFocusBack();
  const words = useWords();
  const texts = words.sending.cancelScheduled;
  return (
    <Modal
      opened
      onClose={onClose}
      title={texts.tooLate}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <p>{texts.tooLateText}</p>
      <Group justify="flex-end" mt="lg">
        <Button data-autofocus onClick={onClose}>
          {words.common.close}
        </Button>
      </Group>
    </Modal>
  );
}
