import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { InboundNumber } from '../../../shared/contract/inbound.ts';
import { useActions } from '../../lib/deck.tsx';
import classes from '../../lib/ui/settings.module.css';
import { showResult } from '../../lib/ui/show-result.ts';
import { useFocusBack } from '../../lib/ui/use-focus-back.ts';
import { useInboundLanguage } from './language.ts';

export function RemoveNumberDialog({ number, onClose }: { number: InboundNumber; onClose: () => void }) {
  useFocusBack();
  const { words, format } = useInboundLanguage();
  const texts = words.inbound.numbers;
  const { inbound } = useActions();
  const [busy, setBusy] = useState(false);
  const shown = format.phone(number.number);
  async function remove() {
    setBusy(true);
    const answer = await inbound.removeNumber(number.id);
    setBusy(false);
    if (showResult(answer, texts.removed(shown))) onClose();
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={texts.removeTitle(shown)}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <p>{texts.removeText}</p>
      <div className={classes.dialogFoot}>
        <Button variant="default" data-autofocus onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button color="bad" loading={busy} onClick={() => void remove()}>
          {texts.removeGo}
        </Button>
      </div>
    </Modal>
  );
}
