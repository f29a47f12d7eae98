/** How delivery reports arrive, and whether that works now. */
import { Button, Checkbox, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AccountView } from '../../../shared/contract/accounts.ts';
import type { Settings } from '../../../shared/contract/settings.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useMinutes } from '../../lib/now.ts';
import { ChoiceCards } from '../../lib/ui/choice-cards.tsx';
import { Group } from '../../lib/ui/group.tsx';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import { restoreOnEscape } from '../../lib/ui/restore-on-escape.ts';
import classes from '../../lib/ui/settings.module.css';
import { showResult } from '../../lib/ui/show-result.ts';
import { useTyped } from '../../lib/use-typed.ts';
import { tunnelOf, wayOf } from '../accounts/index.ts';
import { useReportsLanguage } from './language.ts';
import { ReportUrls } from './report-urls.tsx';
import { TunnelFacts } from './tunnel-facts.tsx';

/** Explains localtunnel's consequences for privacy, and asks each account's consent. */
function Consent({ accounts }: { accounts: readonly AccountView[] }) {
  const { words, format } = useReportsLanguage();
  const texts = words.reports.settings;
  const { agreeTunnel } = useActions().accounts;
  const now = useMinutes();
  const live = accounts.filter((account) => account.kind === 'messente');
  const toAgree = live.some((account) => account.tunnelAgreedAt === null);
  return (
    <div className={toAgree ? `${classes.consent} ${classes.toAgree}` : classes.consent}>
      <h4>{texts.consentTitle}</h4>
      {texts.consent.map((message) => (
        <p key={message}>{message}</p>
      ))}
      {live.map((account) => (
        <Checkbox
          key={account.id}
          label={
            account.tunnelAgreedAt === null
              ? texts.agreeFor(account.name)
              : texts.agreed(account.name, format.when(account.tunnelAgreedAt, now))
          }
          checked={account.tunnelAgreedAt !== null}
          disabled={account.tunnelAgreedAt !== null}
          onChange={() => void agreeTunnel(account.id).then((answer) => showResult(answer))}
        />
      ))}
    </div>
  );
}

function WayForm({ settings, accounts }: { settings: Settings; accounts: readonly AccountView[] }) {
  const { words } = useReportsLanguage();
  const texts = words.reports.settings;
  const form = words.welcome.form;
  const { setSettings } = useActions().settings;
  const port = useDeck((state) => state.console.overview?.callbacks.port ?? 0);
  const begun = wayOf(settings);
  /* Not kept: a choice that was not saved would look as if reports arrived this way. */
  const [way, setWay] = useState(begun.way);
  const [address, setAddress] = useTyped('report-address', begun.address);
  const [host, setHost] = useTyped('tunnel-host', settings.tunnelHost ?? '');
  const choice = { way, address };
  const tunnel = tunnelOf(choice);
  const unchanged = tunnel === settings.tunnel && host === (settings.tunnelHost ?? '');
  async function save() {
    const answer = await setSettings({ tunnel, tunnelHost: host.trim() === '' ? null : host.trim() });
    if (!showResult(answer, words.common.saved)) return;
    setAddress(begun.address);
    setHost(settings.tunnelHost ?? '');
  }
  return (
    <>
      <ChoiceCards legend={texts.way} value={choice.way} choices={form.ways} onChange={setWay} />
      {choice.way === 'fixed' && (
        <TextInput
          className={classes.addressInput ?? ''}
          label={form.address}
          description={form.addressHint(port)}
          placeholder="https://callbacks.example.com"
          value={choice.address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
      )}
      {choice.way === 'localtunnel' && (
        <>
          <Consent accounts={accounts} />
          <TextInput
            className={classes.addressInput ?? ''}
            label={texts.tunnelHost}
            description={texts.tunnelHostHint}
            placeholder="https://localtunnel.me"
            value={host}
            onChange={(event) => setHost(event.currentTarget.value)}
          />
        </>
      )}
      <div className={classes.row}>
        <Button disabled={unchanged || (choice.way === 'fixed' && tunnel === '')} onClick={() => void save()}>
          {texts.save}
        </Button>
      </div>
    </>
  );
}

function Budget({ settings }: { settings: Settings }) {
  const { words, format } = useReportsLanguage();
  const texts = words.reports.settings;
  const { setSettings } = useActions().settings;
  const used = useDeck((state) => state.console.overview?.reconcile.used ?? 0);
  const [budget, setBudget] = useState<number | string>(settings.reconcileBudget);
  async function save() {
    if (typeof budget !== 'number' || budget === settings.reconcileBudget) return;
    showResult(await setSettings({ reconcileBudget: budget }), words.common.saved);
  }
  return (
    <Group title={texts.budget} text={texts.budgetHint}>
      <NumberInput
        w={140}
        min={0}
        max={100_000}
        allowDecimal={false}
        aria-label={texts.budget}
        value={budget}
        onChange={setBudget}
        onBlur={() => void save()}
        onKeyDown={(event) => {
          restoreOnEscape(event, budget !== settings.reconcileBudget, () =>
            setBudget(settings.reconcileBudget),
          );
        }}
      />
      <p className={`${classes.about} tnum`}>
        {texts.used(format.number(used), format.number(settings.reconcileBudget))}
      </p>
    </Group>
  );
}

export function ReportSettings() {
  const { words } = useReportsLanguage();
  const texts = words.reports.settings;
  const settings = useDeck((state) => state.console.settings);
  const accounts = useDeck((state) => state.console.accounts) ?? [];
  const problem = useDeck((state) => state.console.overview?.callbacks.tunnel.problem ?? null);
  if (!settings) return null;
  return (
    <>
      <p className={classes.lead}>{texts.lead}</p>
      {problem && (
        <div className={classes.notice}>
          <ProblemNotice problem={problem} tone="warn" />
        </div>
      )}
      <Group title={texts.state}>
        <TunnelFacts />
      </Group>
      <div className={classes.group}>
        <WayForm key={settings.tunnel} settings={settings} accounts={accounts} />
      </div>
      <ReportUrls accounts={accounts} />
      <Budget key={settings.reconcileBudget} settings={settings} />
    </>
  );
}
