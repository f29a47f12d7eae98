/** Data that was stored with a send: the account, what it was sent for, overridden warnings. */
import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import { useDeck } from '../../../lib/deck.tsx';
import { purposeName, usePurposesLanguage } from '../../consent/index.ts';
import { accountName } from '../account-name.ts';
import classes from './detail.module.css';

export function MoreFacts({ message }: { message: MessageDetail }) {
  const { words } = usePurposesLanguage();
  const texts = words.messages.detail;
  const accounts = useDeck((state) => state.console.accounts) ?? [];
  const current = useDeck((state) => state.console.overview?.currentAccountId ?? null);
  const facts: [label: string, value: string][] = [];
  if (message.accountId !== current)
    facts.push([texts.account, accountName(message.accountId, accounts, words)]);
  if (message.purpose !== null) facts.push([texts.purpose, purposeName(message.purpose, words.purposes)]);
  if (message.overridden.length > 0) {
    facts.push([texts.spite, message.overridden.map((one) => texts.overridden[one] ?? one).join(', ')]);
  }
  if (facts.length === 0 && !message.imported) return null;
  return (
    <section className={classes.section} aria-label={texts.facts}>
      {message.imported && <p className={classes.quiet}>{texts.imported}</p>}
      <dl className={classes.more}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
