import { Button, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { AccountView } from '../../../shared/contract/accounts.ts';
import { useActions } from '../../lib/deck.tsx';
import classes from '../../lib/ui/settings.module.css';
import { showResult } from '../../lib/ui/show-result.ts';
import { useFocusBack } from '../../lib/ui/use-focus-back.ts';
import { cancellingSentences } from '../messages/index.ts';
import { useAccountPagesLanguage } from './language.ts';

export function RemoveAccountDialog({ account, onClose }: { account: AccountView; onClose: () => void }) {
  useFocusBack();
  const { words, format } = useAccountPagesLanguage();
  const texts = words.accountPages;
  const { accounts } = useActions();
  const [scheduled, setScheduled] = useState(0);
  useEffect(() => {
    let stale = false;
    void accounts.countScheduled(account.id).then((count) => {
      if (!stale) setScheduled(count);
    });
    return () => {
      stale = true;
    };
  }, [accounts, account.id]);
  async function remove() {
    const answer = await accounts.removeAccount(account.id);
    const summary = answer.ok
      ? cancellingSentences(answer.value.cancelling, Date.now(), words, format).join(' ')
      : '';
    if (showResult(answer, summary === '' ? undefined : summary)) onClose();
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={texts.removeTitle(account.kind === 'sandbox' ? words.frame.sandbox : account.name)}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <p>{texts.removeText}</p>
      {scheduled > 0 && <p>{words.cancelling.before.account(scheduled)}</p>}
      <div className={classes.dialogFoot}>
        <Button variant="default" data-autofocus onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button color="bad" onClick={() => void remove()}>
          {texts.removeAction}
        </Button>
      </div>
    </Modal>
  );
}
