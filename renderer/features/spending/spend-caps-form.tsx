/** The daily and the monthly cap, what is spent, and prices that a person entered. Each is saved when its field is left. */
import { NumberInput, Select, Stack } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import type { Spending } from '../../../shared/contract/spending.ts';
import { ownZone } from '../../../shared/messaging/time-zones.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { Group } from '../../lib/ui/group.tsx';
import { restoreOnEscape } from '../../lib/ui/restore-on-escape.ts';
import classes from '../../lib/ui/settings.module.css';
import { showResult } from '../../lib/ui/show-result.ts';
import type { Caps, CapsProps } from './caps.ts';
import { EnteredPrices } from './entered-prices.tsx';
import { useSpendingLanguage } from './language.ts';

const isAmount = (text: string): boolean => /^\d{1,9}(?:\.\d{1,6})?$/u.test(text);

type AmountProps = { label: string; amount: string | null; change: (amount: string | null) => void };

/** Saved when the field is left, because a half-typed amount is not meant. */
function CapField({ label, amount, change }: AmountProps) {
  const { words, format } = useSpendingLanguage();
  const texts = words.spending;
  const saved = amount ?? '';
  const [typed, setTyped] = useState<number | string>(saved);
  const text = String(typed);
  const isRight = text === '' || isAmount(text);
  return (
    <NumberInput
      w={200}
      label={label}
      placeholder={texts.noCap}
      min={0}
      decimalScale={6}
      {...format.euroSign}
      value={typed}
      error={!isRight && texts.amountWrong}
      onChange={setTyped}
      onKeyDown={(event) => restoreOnEscape(event, text !== saved, () => setTyped(saved))}
      onBlur={() => {
        if (isRight && text !== saved) change(text === '' ? null : text);
      }}
    />
  );
}

function ZoneField({ caps, change }: CapsProps) {
  const texts = useSpendingLanguage().words.spending;
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), []);
  const own = '';
  return (
    <Select
      w={300}
      searchable
      allowDeselect={false}
      label={texts.zone}
      data={[{ value: own, label: `${texts.ownZone} (${ownZone()})` }, ...zones]}
      value={caps.zone ?? own}
      onChange={(zone) => change({ zone: zone === own ? null : zone })}
    />
  );
}

/** Returns what is spent, read again whenever something was sent or a cap was changed. */
function useSpending(caps: Caps): Spending | null {
  const { spending } = useActions();
  const overview = useDeck((state) => state.console.overview);
  const [shown, setShown] = useState<Spending | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the overview changes with what was sent
  useEffect(() => {
    let isShown = true;
    void spending.show().then((answer) => {
      if (isShown && answer.ok) setShown(answer.value);
    });
    return () => {
      isShown = false;
    };
  }, [spending, overview, caps]);
  return shown;
}

function Spent({ caps }: { caps: Caps }) {
  const { words, format } = useSpendingLanguage();
  const texts = words.spending;
  const shown = useSpending(caps);
  if (shown === null) return null;
  const { day, month, held } = shown;
  return (
    <ul className={classes.choices}>
      <li>{texts.today(format.money(day.spent), format.moment(day.endsAt, Date.now()))}</li>
      <li>{texts.month(format.money(month.spent), format.moment(month.endsAt, Date.now()))}</li>
      {held.cap > 0 && <li className={classes.warn}>{texts.held(held.cap)}</li>}
      {held.price > 0 && <li className={classes.warn}>{texts.unpriced(held.price)}</li>}
    </ul>
  );
}

export function SpendCapsForm() {
  const texts = useSpendingLanguage().words.spending;
  const { setSettings } = useActions().settings;
  const caps = useDeck((state) => state.console.settings?.spendCaps ?? null);
  if (caps === null) return null;
  const change = (patch: Partial<Caps>) =>
    void setSettings({ spendCaps: patch }).then((answer) => showResult(answer));
  return (
    <>
      <Group title={texts.title} text={texts.text}>
        <Stack gap={12}>
          <div className={classes.row}>
            <CapField
              key={`daily ${caps.daily}`}
              label={texts.daily}
              amount={caps.daily}
              change={(daily) => change({ daily })}
            />
            <CapField
              key={`monthly ${caps.monthly}`}
              label={texts.monthly}
              amount={caps.monthly}
              change={(monthly) => change({ monthly })}
            />
          </div>
          <ZoneField caps={caps} change={change} />
          <Spent caps={caps} />
        </Stack>
      </Group>
      <Group title={texts.prices} text={texts.pricesText}>
        <EnteredPrices caps={caps} change={change} />
      </Group>
    </>
  );
}
