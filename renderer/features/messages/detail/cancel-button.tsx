/** Withdraws a message that was not sent yet, and explains if it was too late. */
import { Button, Group, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import { useActions } from '../../../lib/deck.tsx';
import { useWords } from '../../../lib/language.tsx';
import { showResult } from '../../../lib/ui/show-result.ts';
import { useFocusBack } from '../../../lib/ui/use-focus-back.ts';

/**
 * Messente answered 404: it has nothing to cancel. The message's status is polled, and shown behind this
 * dialog.
 */
function TooLateDialog({ onClose }: { onClose: () => void }) {
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

export function CancelButton({ message }: { message: MessageDetail }) {
  const words = useWords();
  const { messages } = useActions();
  const [late, lateDialog] = useDisclosure(false);
  async function cancel() {
    const answer = await messages.cancel(message.id);
    if (answer.ok || answer.problem.code !== 'too-late') {
      showResult(answer, words.messages.cancelled);
      return;
    }
    lateDialog.open();
    await messages.askNow(message.id);
  }
  return (
    <>
      <Button variant="default" leftSection={<IconX size={16} stroke={1.6} />} onClick={() => void cancel()}>
        {words.messages.detail.cancel}
      </Button>
      {late && <TooLateDialog onClose={lateDialog.close} />}
    </>
  );
}
