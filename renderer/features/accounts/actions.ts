/** Actions that connect accounts and select the sending one. */
import { IconFlask, IconPlus } from '@tabler/icons-react';
import { createElement } from 'react';
import type { Action, ActionDeck } from '../../lib/action.ts';
import { AccountDot } from '../../lib/ui/account-dot.tsx';

const connectAccount: Action = {
  id: 'accounts.connect',
  label: (words) => words.frame.addAccount,
  icon: IconPlus,
  keys: [],
  palette: 'do',
  isEnabled: () => true,
  run: ({ actions }) => actions.frame.showConnect(true),
};

const startSandbox: Action = {
  id: 'accounts.start-sandbox',
  label: (words) => words.frame.startSandbox,
  icon: IconFlask,
  keys: [],
  palette: 'do',
  isEnabled: ({ store }) => !store.getState().console.accounts?.some(({ kind }) => kind === 'sandbox'),
  run: ({ actions }) => void actions.accounts.startSandbox(),
};

export const actionsForAccounts: readonly Action[] = [connectAccount, startSandbox];

/** The other accounts that could send. */
export function actionsForSwitching({ store }: ActionDeck): readonly Action[] {
  return (store.getState().console.accounts ?? [])
    .filter((account) => !account.current)
    .map((account) => ({
      id: `accounts.use.${account.id}`,
      label: (words) => (account.kind === 'sandbox' ? words.frame.sandbox : account.name),
      icon: () => createElement(AccountDot, { account }),
      keys: [],
      palette: 'accounts',
      isEnabled: () => true,
      run: ({ actions }) => void actions.accounts.switchAccount(account.id),
    }));
}
