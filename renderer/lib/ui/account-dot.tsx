import { IconFlask } from '@tabler/icons-react';
import type { AccountView } from '../../../shared/contract/accounts.ts';
import classes from './account-dot.module.css';

/** The colour of an account; the sandbox has its own sign. */
export function AccountDot({ account }: { account: Pick<AccountView, 'kind' | 'colour'> }) {
  if (account.kind === 'sandbox') return <IconFlask size={14} stroke={1.6} aria-hidden />;
  return <span className={`${classes.dot} ${classes[account.colour] ?? ''}`} aria-hidden />;
}
