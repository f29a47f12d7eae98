/** Withdraws a message that was not sent yet, and explains if it was too late. */
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { Suspense } from 'react';
import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import { useActions } from '../../../lib/deck.tsx';
import { useWords } from '../../../lib/language.tsx';
import { later } from '../../../lib/ui/later.tsx';
import { showResult } from '../../../lib/ui/show-result.ts';

const TooLateDialog = later(async () => (await import('./too-late-dialog.tsx')).TooLateDialog);

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
      {late && (
        <Suspense fallback={null}>
          <TooLateDialog onClose={lateDialog.close} />
        </Suspense>
      )}
    </>
  );
}
