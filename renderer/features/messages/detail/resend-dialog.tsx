/** Asks before resending, and warns if the message may reach the person twice. */
import { Button, Group, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ProblemView } from '../../../../shared/contract/common.ts';
import { useActions } from '../../../lib/deck.tsx';
import { useWords } from '../../../lib/language.tsx';
import { ProblemNotice } from '../../../lib/ui/problem-notice.tsx';
import { showNotice } from '../../../lib/ui/show-notice.ts';
import { useFocusBack } from '../../../lib/ui/use-focus-back.ts';
import { BeforeResend } from '../resend/before-resend.tsx';
import { heldAmong } from '../resend/resending.ts';
import { useResending } from '../resend/use-resending.ts';

type Risk = { readonly known: boolean; readonly problem: ProblemView | null };

export function ResendDialog({ id, onClose }: { id: string; onClose: () => void }) {
  useFocusBack();
  const words = useWords();
  const texts = words.messages.resend;
  const { messages, frame } = useActions();
  const [risk, setRisk] = useState<Risk>({ known: false, problem: null });
  const [failure, setFailure] = useState<ProblemView | null>(null);
  const [busy, setBusy] = useState(false);
  // One key while the dialog is open, because the user clicks again if the answer is lost.
  const [requestKey] = useState(() => crypto.randomUUID());
  const resending = useResending([id]);

  useEffect(() => {
    let here = true;
    void messages.resendRisk(id).then((answer) => {
      if (!here) return;
      if (answer.ok) setRisk({ known: true, problem: answer.value });
      else setFailure(answer.problem);
    });
    return () => {
      here = false;
    };
  }, [id, messages]);

  async function send() {
    setBusy(true);
    const more = resending.more([id]);
    const answer = await messages.resend(id, risk.problem !== null, requestKey, more[id] ?? {});
    setBusy(false);
    if (!answer.ok) {
      setFailure(answer.problem);
      return;
    }
    onClose();
    const held = heldAmong(more);
    showNotice({ message: held > 0 ? words.sending.before.held(held) : texts.sent });
    frame.go({ screen: 'messages', id: answer.value.id });
  }

  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={texts.title}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <p>{texts.sure}</p>
      {risk.problem && (
        <div style={{ marginTop: 12 }}>
          <ProblemNotice problem={risk.problem} tone="warn" alert />
        </div>
      )}
      <BeforeResend resending={resending} />
      {failure && (
        <div style={{ marginTop: 12 }}>
          <ProblemNotice problem={failure} alert />
        </div>
      )}
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button data-autofocus variant="default" onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button
          loading={busy}
          disabled={!risk.known || !resending.known || resending.going([id]).length === 0}
          onClick={() => void send()}
        >
          {risk.problem ? texts.sendAnyway : texts.send}
        </Button>
      </Group>
    </Modal>
  );
}
