import { Button } from '@mantine/core';
import { Fragment } from 'react';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useMinutes } from '../../lib/now.ts';
import { isOnThisMachine, lacksAgreement } from '../../lib/reach.ts';
import { CopyButton } from '../../lib/ui/copy-button.tsx';
import classes from '../../lib/ui/settings.module.css';
import type { StatusKind } from '../../lib/ui/status-kind.ts';
import { StatusMark } from '../../lib/ui/status-mark.tsx';
import { useReportsLanguage } from './language.ts';

const kinds: Readonly<Record<string, StatusKind>> = {
  off: 'not-needed',
  starting: 'accepted',
  open: 'delivered',
  unproven: 'unknown',
  down: 'unknown',
};

function Address({ url, label }: { url: string; label: string }) {
  return (
    <span className={classes.address}>
      <span className="mono">{url}</span>
      <CopyButton value={url} label={label} />
    </span>
  );
}

/** The state of the public address, and the last proof that it works. */
export function TunnelFacts() {
  const { words, format } = useReportsLanguage();
  const texts = words.reports.settings;
  const { probeTunnel } = useActions().accounts;
  const callbacks = useDeck((state) => state.console.overview?.callbacks);
  const accounts = useDeck((state) => state.console.accounts) ?? [];
  const probing = useDeck((state) => state.console.probing);
  const now = useMinutes();
  if (!callbacks) return null;
  const { tunnel, localUrl } = callbacks;
  const needless = tunnel.status === 'off' && accounts.length > 0 && accounts.every(isOnThisMachine);
  const proof = tunnel.proof === 'callback' ? texts.byReport : texts.byProbe;
  return (
    <>
      <dl className={classes.facts}>
        <dt>{texts.wayIn}</dt>
        <dd>
          <StatusMark
            kind={kinds[tunnel.status] ?? 'unknown'}
            word={needless ? texts.notNeeded : texts.states[tunnel.status]}
            quiet
          />
        </dd>
        {accounts.filter(isOnThisMachine).map((account) => (
          <Fragment key={account.id}>
            <dt className="cut">
              {account.kind === 'sandbox' ? words.frame.sandbox : texts.forAccount(account.name)}
            </dt>
            <dd>
              <StatusMark kind="delivered" word={texts.withoutTunnel} quiet />
            </dd>
          </Fragment>
        ))}
        {accounts
          .filter((account) => lacksAgreement(account, tunnel))
          .map((account) => (
            <Fragment key={account.id}>
              <dt className="cut">{texts.forAccount(account.name)}</dt>
              <dd>
                <StatusMark kind="unknown" word={texts.notAgreed} />
              </dd>
            </Fragment>
          ))}
        {tunnel.publicUrl !== null && (
          <>
            <dt>{texts.publicUrl}</dt>
            <dd>
              <Address url={tunnel.publicUrl} label={words.common.copy} />
            </dd>
          </>
        )}
        <dt>{texts.localUrl}</dt>
        <dd>
          <Address url={localUrl} label={words.common.copy} />
        </dd>
        {tunnel.status !== 'off' && (
          <>
            <dt>{texts.lastProof}</dt>
            <dd>
              {tunnel.lastProofAt === null
                ? texts.never
                : `${format.when(tunnel.lastProofAt, now)}, ${proof}`}
            </dd>
          </>
        )}
      </dl>
      {tunnel.status !== 'off' && (
        <Button variant="default" loading={probing} onClick={() => void probeTunnel()}>
          {texts.check}
        </Button>
      )}
    </>
  );
}
