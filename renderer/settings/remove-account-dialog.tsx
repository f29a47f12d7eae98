import { Button, Modal } from '@mantine/core';
import type { AccountView } from '../../shared/contract/schemas.ts';
import { useActions } from '../app/deck.tsx';
import { useWords } from '../app/language.tsx';
import { tell } from '../ui/tell.ts';
import { useFocusBack } from '../ui/use-focus-back.ts';
import classes from './settings.module.css';

export function RemoveAccountDialog({ account, onClose }: { account: AccountView; onClose: () => void }) {
  useFocusBack();
  const words = useWords();
  const texts = words.settings.accounts;
  const { console } = useActions();
  async function remove() {
    const answer = await console.removeAccount(account.id);
    if (tell(answer)) onClose();
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={texts.removeTitle(account.kind === 'sandbox' ? words.frame.sandbox : account.name)}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <p>{texts.removeText}</p>
      <div className={classes.dialogFoot}>
        <Button variant="default" data-autofocus onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button variant="default" color="bad" onClick={() => void remove()}>
          {texts.removeAction}
        </Button>
      </div>
    </Modal>
  );
}
