import { Button } from '@mantine/core';
import { IconFlask, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { AccountView } from '../../../shared/contract/accounts.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { AccountDot } from '../../lib/ui/account-dot.tsx';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import classes from '../../lib/ui/settings.module.css';
import { showResult } from '../../lib/ui/show-result.ts';
import { StatusMark } from '../../lib/ui/status-mark.tsx';
import { EditAccountDialog } from './edit-account-dialog.tsx';
import { useAccountPagesLanguage } from './language.ts';
import { RemoveAccountDialog } from './remove-account-dialog.tsx';

type Dialog = 'edit' | 'remove' | null;

function Actions({ account, open }: { account: AccountView; open: (dialog: Dialog) => void }) {
  const { words, format } = useAccountPagesLanguage();
  const texts = words.accountPages;
  const { accounts } = useActions();
  const [checking, setChecking] = useState(false);
  async function check() {
    setChecking(true);
    const answer = await accounts.checkAccount(account.id);
    setChecking(false);
    showResult(answer, answer.ok ? texts.checked(format.money(answer.value.balance)) : undefined);
  }
  return (
    <div className={classes.actions}>
      {!account.current && (
        <Button variant="default" onClick={() => void accounts.switchAccount(account.id)}>
          {texts.use}
        </Button>
      )}
      <Button variant="subtle" loading={checking} onClick={() => void check()}>
        {texts.check}
      </Button>
      {account.kind === 'messente' && (
        <Button variant="subtle" onClick={() => open('edit')}>
          {texts.edit}
        </Button>
      )}
      <Button variant="subtle" color="bad" onClick={() => open('remove')}>
        {texts.remove}
      </Button>
    </div>
  );
}

function Account({ account }: { account: AccountView }) {
  const { words } = useAccountPagesLanguage();
  const texts = words.accountPages;
  const { console } = useActions();
  const [dialog, setDialog] = useState<Dialog>(null);
  const close = () => setDialog(null);
  const sandbox = account.kind === 'sandbox';
  return (
    <li className={classes.account}>
      <div className={classes.accountHead}>
        <AccountDot account={account} />
        <strong>{account.kind === 'sandbox' ? words.frame.sandbox : account.name}</strong>
        {account.current &&
          (account.pause ? (
            <StatusMark kind="held" word={texts.currentPaused} size={14} />
          ) : (
            <StatusMark kind="delivered" word={texts.current} size={14} />
          ))}
        <Actions account={account} open={setDialog} />
      </div>
      <p className={classes.about}>
        {sandbox
          ? texts.sandboxText
          : `${texts.username}: ${account.username} · ${texts.texts}: ${words.welcome.form.textStores[account.textStore].title.toLowerCase()}`}
      </p>
      {!account.passwordSet && <p className={classes.warn}>{texts.noPassword}</p>}
      {account.pause && (
        <ProblemNotice problem={account.pause.problem} tone="warn">
          <div className={classes.noticeFoot}>
            {account.pause.reason === 'wrong-credentials' && (
              <Button variant="default" onClick={() => setDialog('edit')}>
                {texts.changePassword}
              </Button>
            )}
            <Button variant="default" onClick={() => void console.resume()}>
              {words.frame.resume}
            </Button>
          </div>
        </ProblemNotice>
      )}
      {dialog === 'edit' && <EditAccountDialog account={account} onClose={close} />}
      {dialog === 'remove' && <RemoveAccountDialog account={account} onClose={close} />}
    </li>
  );
}

export function AccountSettings() {
  const texts = useAccountPagesLanguage().words.accountPages;
  const { frame } = useActions();
  const { startSandbox } = useActions().accounts;
  const accounts = useDeck((state) => state.console.accounts) ?? [];
  const hasSandbox = accounts.some((account) => account.kind === 'sandbox');
  return (
    <>
      <p className={classes.lead}>{texts.lead}</p>
      <ul className={classes.accounts}>
        {accounts.map((account) => (
          <Account key={account.id} account={account} />
        ))}
      </ul>
      <div className={classes.row}>
        <Button leftSection={<IconPlus size={16} stroke={1.6} />} onClick={() => frame.showConnect(true)}>
          {texts.add}
        </Button>
        {!hasSandbox && (
          <Button
            variant="default"
            leftSection={<IconFlask size={16} stroke={1.6} />}
            onClick={() => void startSandbox().then((answer) => showResult(answer))}
          >
            {texts.sandbox}
          </Button>
        )}
      </div>
    </>
  );
}
