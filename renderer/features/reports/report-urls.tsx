/** The addresses for reports without a local message: one per account, to be configured at Messente. */
import { useEffect, useState } from 'react';
import type { AccountView } from '../../../shared/contract/accounts.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { isOnThisMachine, lacksAgreement } from '../../lib/reach.ts';
import { CopyButton } from '../../lib/ui/copy-button.tsx';
import { Group } from '../../lib/ui/group.tsx';
import classes from '../../lib/ui/settings.module.css';
import { useReportsLanguage } from './language.ts';

type ReportUrl = { readonly localUrl: string; readonly publicUrl: string | null };

function Row({ account }: { account: AccountView }) {
  const { words } = useReportsLanguage();
  const texts = words.reports.settings;
  const { callbackUrl } = useActions().accounts;
  const tunnel = useDeck((state) => state.console.overview?.callbacks.tunnel);
  const [urls, setUrls] = useState<ReportUrl | null>(null);
  const { id, tunnelAgreedAt } = account;
  const publicUrl = tunnel?.publicUrl ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when what it is made from changes
  useEffect(() => {
    let current = true;
    void callbackUrl(id).then((answer) => {
      if (current && answer.ok) setUrls(answer.value);
    });
    return () => {
      current = false;
    };
  }, [callbackUrl, id, tunnelAgreedAt, publicUrl]);
  if (!tunnel || !urls) return null;
  const url = urls.publicUrl ?? (isOnThisMachine(account) ? urls.localUrl : null);
  const why = lacksAgreement(account, tunnel)
    ? texts.reportUrlNotAgreed
    : tunnel.kind === 'none'
      ? texts.reportUrlNoWay
      : texts.reportUrlWaits;
  return (
    <>
      <dt className="cut">{account.name}</dt>
      {url === null ? (
        <dd className={classes.quiet}>{why}</dd>
      ) : (
        <dd className={classes.address}>
          <span className="mono">{url}</span>
          <CopyButton value={url} label={texts.copyReportUrl(account.name)} />
        </dd>
      )}
    </>
  );
}

export function ReportUrls({ accounts }: { accounts: readonly AccountView[] }) {
  const texts = useReportsLanguage().words.reports.settings;
  const live = accounts.filter((account) => account.kind === 'messente');
  if (live.length === 0) return null;
  return (
    <Group title={texts.reportUrl} text={texts.reportUrlText}>
      <dl className={classes.facts}>
        {live.map((account) => (
          <Row key={account.id} account={account} />
        ))}
      </dl>
    </Group>
  );
}
