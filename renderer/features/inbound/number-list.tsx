import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy, IconMessageReply, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { InboundNumber } from '../../../shared/contract/inbound.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useMinutes } from '../../lib/now.ts';
import { AccountDot } from '../../lib/ui/account-dot.tsx';
import { EmptyState } from '../../lib/ui/empty-state.tsx';
import facts from '../../lib/ui/facts.module.css';
import { Notice, ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import { showResult } from '../../lib/ui/show-result.ts';
import classes from './inbound.module.css';
import { useInboundLanguage } from './language.ts';
import { RemoveNumberDialog } from './remove-number-dialog.tsx';
import { SecretDialog } from './secret-dialog.tsx';

type Dialog = 'secret' | 'remove' | null;

function useAccount(id: string) {
  return useDeck((state) => state.console.accounts?.find((one) => one.id === id));
}

/** The address, which a person copies. */
export function NumberAddress({ number, address }: { number: string; address: string }) {
  const { words, format } = useInboundLanguage();
  const texts = words.inbound.numbers;
  return (
    <span className={classes.address}>
      <span className="mono">{address}</span>
      <CopyButton value={address} timeout={1500}>
        {({ copied, copy }) => (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={copied ? words.common.copied : texts.copyOf(format.phone(number))}
            leftSection={copied ? <IconCheck size={14} stroke={1.6} /> : <IconCopy size={14} stroke={1.6} />}
            onClick={copy}
          >
            {copied ? words.common.copied : texts.copy}
          </Button>
        )}
      </CopyButton>
    </span>
  );
}

/** Why the number's messages do not arrive, and the button that helps. */
function Warning({ number, onSecret }: { number: InboundNumber; onSecret: () => void }) {
  const { words, format } = useInboundLanguage();
  const texts = words.inbound.numbers;
  const { frame, inbound } = useActions();
  const textOf = useProblemText();
  const { warning } = number;
  if (warning === null) return null;
  const help = !number.secretSet ? 'secret' : number.address === null ? 'way' : 'address';
  async function confirm() {
    showResult(await inbound.confirmAddress(number.id), texts.confirmed(format.phone(number.number)));
  }
  const buttons = {
    secret: [texts.giveSecret, onSecret],
    way: [texts.setUp, () => frame.go({ screen: 'settings', section: 'reports' })],
    address: [texts.confirm, () => void confirm()],
  } as const;
  const [label, act] = buttons[help];
  return (
    <Notice tone="warn" title={textOf(warning).message} role="status">
      <p className={classes.what}>{texts.what[help]}</p>
      <Button variant="default" onClick={act}>
        {label}
      </Button>
    </Notice>
  );
}

function Actions({ number, open }: { number: InboundNumber; open: (dialog: Dialog) => void }) {
  const { words, format } = useInboundLanguage();
  const texts = words.inbound.numbers;
  const { frame, inbound } = useActions();
  const isSandbox = useAccount(number.accountId)?.kind === 'sandbox';
  function show() {
    inbound.chooseNumber(number.id);
    frame.go({ screen: 'answers', tab: 'messages', id: null });
  }
  return (
    <fieldset className={classes.actions} aria-label={texts.actionsOf(format.phone(number.number))}>
      <Button variant="subtle" onClick={show}>
        {texts.show}
      </Button>
      {!isSandbox && number.secretSet && (
        <Button variant="subtle" onClick={() => open('secret')}>
          {texts.secret}
        </Button>
      )}
      <Button variant="subtle" color="bad" onClick={() => open('remove')}>
        {texts.remove}
      </Button>
    </fieldset>
  );
}

function NumberItem({ number }: { number: InboundNumber }) {
  const { words, format } = useInboundLanguage();
  const texts = words.inbound.numbers;
  const now = useMinutes();
  const account = useAccount(number.accountId);
  const [dialog, setDialog] = useState<Dialog>(null);
  const close = () => setDialog(null);
  const isSandbox = account?.kind === 'sandbox';
  return (
    <li className={classes.number}>
      <div className={classes.numberHead}>
        <h2 className={`${classes.numberTitle} tnum`}>{format.phone(number.number)}</h2>
        {account && (
          <span className={`${classes.account} ${classes.quiet}`}>
            <AccountDot account={account} />
            {isSandbox ? words.frame.sandbox : account.name}
          </span>
        )}
        <Actions number={number} open={setDialog} />
      </div>
      <Warning number={number} onSecret={() => setDialog('secret')} />
      <dl className={facts.facts}>
        <dt>{isSandbox ? texts.addressHere : texts.address}</dt>
        <dd>
          {number.address === null ? (
            <span className={classes.faint}>{texts.noAddress}</span>
          ) : (
            <NumberAddress number={number.number} address={number.address} />
          )}
        </dd>
        <dt>{texts.last}</dt>
        <dd className="tnum">
          {number.lastMessageAt === null ? (
            <span className={classes.faint}>{texts.lastNever}</span>
          ) : (
            format.when(number.lastMessageAt, now)
          )}
        </dd>
      </dl>
      {dialog === 'secret' && <SecretDialog number={number} onClose={close} />}
      {dialog === 'remove' && <RemoveNumberDialog number={number} onClose={close} />}
    </li>
  );
}

/** The numbers that people write to, each with its address and whether it is right. */
export function NumberList({ onAdd }: { onAdd: () => void }) {
  const texts = useInboundLanguage().words.inbound.numbers;
  const numbers = useDeck((state) => state.inbound.numbers);
  const problem = useDeck((state) => state.inbound.numbersProblem);
  const add = (
    <Button size="sm" leftSection={<IconPlus size={16} stroke={1.6} />} onClick={onAdd}>
      {texts.add}
    </Button>
  );
  if (problem && numbers === null) {
    return (
      <div className={classes.problem}>
        <ProblemNotice problem={problem} />
      </div>
    );
  }
  if (numbers === null) return null;
  if (numbers.length === 0) {
    return (
      <EmptyState
        icon={<IconMessageReply size={28} stroke={1.2} />}
        title={texts.none.title}
        text={texts.none.text}
      >
        {add}
      </EmptyState>
    );
  }
  return (
    <div className={classes.numbers}>
      <div className={classes.numbersBody}>
        <p className={classes.lead}>{texts.lead}</p>
        <ul aria-label={texts.label}>
          {numbers.map((number) => (
            <NumberItem key={number.id} number={number} />
          ))}
        </ul>
        {add}
      </div>
    </div>
  );
}
