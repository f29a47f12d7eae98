import { Button, Switch } from '@mantine/core';
import { useEffect } from 'react';
import type { Subscription } from '../../../shared/contract/subscriptions.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useMinutes } from '../../lib/now.ts';
import facts from '../../lib/ui/facts.module.css';
import { showResult } from '../../lib/ui/show-result.ts';
import classes from './inbound.module.css';
import { useInboundLanguage } from './language.ts';
import { NumberAddress } from './number-list.tsx';

function Item({ subscription }: { subscription: Subscription }) {
  const { words, format } = useInboundLanguage();
  const texts = words.inbound.subscriptions;
  const { inbound } = useActions();
  const now = useMinutes();
  const { id, number, externalId, count, receivedAt, isListed } = subscription;
  const phone = format.phone(number);
  async function decide(decision: 'confirm' | 'dismiss') {
    showResult(await (await inbound.subscriptions()).decide([id], decision), texts.done[decision](phone));
  }
  return (
    <li className={classes.number}>
      <div className={classes.numberHead}>
        <h2 className={`${classes.numberTitle} tnum`}>{phone}</h2>
        <span className={`${classes.quiet} tnum`}>
          {[
            format.when(receivedAt, now),
            ...(externalId === null ? [] : [texts.id(externalId)]),
            ...(count > 1 ? [texts.count(count, format.number(count))] : []),
          ].join(' · ')}
        </span>
        <fieldset className={classes.actions} aria-label={words.inbound.numbers.actionsOf(phone)}>
          <Button variant="default" onClick={() => void decide('confirm')}>
            {texts.confirm}
          </Button>
          <Button variant="subtle" onClick={() => void decide('dismiss')}>
            {texts.dismiss}
          </Button>
        </fieldset>
      </div>
      {isListed && <p className={classes.what}>{texts.listed}</p>}
    </li>
  );
}

function Addresses() {
  const { words } = useInboundLanguage();
  const texts = words.inbound.subscriptions;
  const { frame } = useActions();
  const addresses = useDeck((state) => state.inbound.subscriptionAddresses);
  const isMissing = addresses.some(({ address }) => address === null);
  return (
    <>
      <dl className={facts.facts}>
        {addresses.map(({ accountId, accountName, address }) => [
          <dt key={`${accountId} name`}>{texts.addressOf(accountName)}</dt>,
          <dd key={accountId}>
            {address === null ? (
              <span className={classes.faint}>{words.inbound.numbers.noAddress}</span>
            ) : (
              <NumberAddress number={accountName} address={address} />
            )}
          </dd>,
        ])}
      </dl>
      {isMissing && (
        <Button
          mb="md"
          variant="default"
          onClick={() => frame.go({ screen: 'settings', section: 'reports' })}
        >
          {words.inbound.numbers.setUp}
        </Button>
      )}
    </>
  );
}

/** Who subscribed at Messente and waits to be confirmed, and the addresses that Messente sends subscriptions to. */
export function SubscriptionList() {
  const { words } = useInboundLanguage();
  const texts = words.inbound.subscriptions;
  const { inbound, settings } = useActions();
  const waiting = useDeck((state) => state.inbound.subscriptions);
  const how = useDeck((state) => state.console.settings?.subscriptions ?? 'manually');
  useEffect(() => {
    void inbound.subscriptions().then(({ load }) => load());
  }, [inbound]);
  async function choose(isAutomatic: boolean) {
    const subscriptions = isAutomatic ? 'automatically' : 'manually';
    showResult(await settings.setSettings({ subscriptions }), words.common.saved);
  }
  if (waiting === null) return null;
  return (
    <div className={classes.numbers}>
      <div className={classes.numbersBody}>
        <p className={classes.lead}>{texts.lead}</p>
        {waiting.entries.length === 0 ? (
          <p className={classes.lead}>{texts.none}</p>
        ) : (
          <ul aria-label={texts.label}>
            {waiting.entries.map((one) => (
              <Item key={one.id} subscription={one} />
            ))}
          </ul>
        )}
        {waiting.next !== null && (
          <Button
            mb="md"
            variant="default"
            onClick={() => void inbound.subscriptions().then(({ loadMore }) => loadMore())}
          >
            {texts.more}
          </Button>
        )}
        <Addresses />
        <Switch
          label={texts.automatic}
          description={texts.automaticHint}
          checked={how === 'automatically'}
          onChange={(event) => void choose(event.currentTarget.checked)}
        />
      </div>
    </div>
  );
}
