/** Sends a message now that is held until its quiet hours end. */
import { Button } from '@mantine/core';
import { useActions } from '../../../lib/deck.tsx';
import { useWords } from '../../../lib/language.tsx';
import { showResult } from '../../../lib/ui/show-result.ts';

export function SendAnywayButton({ id }: { id: string }) {
  const words = useWords().messages;
  const { messages } = useActions();
  return (
    <Button
      variant="default"
      onClick={() => void messages.sendAnyway(id).then((answer) => showResult(answer, words.sentAnyway))}
    >
      {words.detail.sendAnyway}
    </Button>
  );
}
