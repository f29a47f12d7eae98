import { Menu, UnstyledButton } from '@mantine/core';
import {
  IconAlertTriangleFilled,
  IconCheck,
  IconChevronUp,
  IconCircleDashed,
  IconFlask,
  IconPlus,
  IconSettings,
} from '@tabler/icons-react';
import type { AccountView } from '../../../shared/contract/accounts.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { AccountDot } from '../../lib/ui/account-dot.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import classes from './status-bar.module.css';

function Current({ account }: { account: AccountView | undefined }) {
  const words = useWords();
  if (!account) {
    return (
      <>
        <IconCircleDashed size={14} stroke={1.6} aria-hidden />
        <span>{words.frame.noAccount}</span>
      </>
    );
  }
  return (
    <>
      <AccountDot account={account} />
      <strong className="cut">{account.kind === 'sandbox' ? words.frame.sandbox : account.name}</strong>
      {account.kind === 'sandbox' && (
        <span className={`cut ${classes.wideOnly}`}>{words.frame.nothingIsSent}</span>
      )}
    </>
  );
}

/** Chooses the sending account; only here, the sandbox is hatched. */
export function AccountMenu() {
  const words = useWords();
  const textOf = useProblemText();
  const { frame } = useActions();
  const { startSandbox, switchAccount } = useActions().accounts;
  const accounts = useDeck((state) => state.console.accounts) ?? [];
  const current = accounts.find((one) => one.current);
  const hasSandbox = accounts.some((one) => one.kind === 'sandbox');
  return (
    <Menu position="top-start" offset={4} width={272}>
      <Menu.Target>
        <UnstyledButton
          className={`${classes.account} ${current?.kind === 'sandbox' ? classes.sandbox : ''}`}
        >
          <span className="spoken">{words.frame.account}: </span>
          <Current account={current} />
          <IconChevronUp size={14} stroke={1.6} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {accounts.length > 0 && <Menu.Label>{words.frame.switchAccount}</Menu.Label>}
        {accounts.map((account) => (
          <Menu.Item
            key={account.id}
            leftSection={<AccountDot account={account} />}
            rightSection={account.current ? <IconCheck size={14} stroke={1.6} aria-hidden /> : null}
            aria-current={account.current}
            onClick={() => void switchAccount(account.id)}
          >
            {account.kind === 'sandbox' ? words.frame.sandbox : account.name}
            {account.pause && (
              <span className={classes.menuNote} title={textOf(account.pause.problem).message}>
                <IconAlertTriangleFilled size={12} aria-hidden />
                {words.frame.pausedFor[account.pause.reason]}
              </span>
            )}
          </Menu.Item>
        ))}
        {accounts.length > 0 && <Menu.Divider />}
        {!hasSandbox && (
          <Menu.Item leftSection={<IconFlask size={14} stroke={1.6} />} onClick={() => void startSandbox()}>
            {words.frame.startSandbox}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconPlus size={14} stroke={1.6} />} onClick={() => frame.showConnect(true)}>
          {words.frame.addAccount}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconSettings size={14} stroke={1.6} />}
          onClick={() => frame.go({ screen: 'settings', section: 'accounts' })}
        >
          {words.frame.manageAccounts}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
