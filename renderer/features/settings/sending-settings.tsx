/** The questions before sending. Each setting is saved as soon as it is chosen. */
import { Checkbox, NumberInput, Stack } from '@mantine/core';
import { useState } from 'react';
import type { BeforeSendingSettings } from '../../../shared/contract/compose.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useLanguage, useWords } from '../../lib/language.tsx';
import { Group } from '../../lib/ui/group.tsx';
import { restoreOnEscape } from '../../lib/ui/restore-on-escape.ts';
import classes from '../../lib/ui/settings.module.css';
import { showResult } from '../../lib/ui/show-result.ts';
import { TypedTimeField } from '../../lib/ui/typed-time-field.tsx';
import { PurposesForm } from '../consent/index.ts';
import { AnswerSettings } from '../inbound/index.ts';
import { SpendCapsForm } from '../spending/index.ts';
import { CountryZones } from './country-zones.tsx';
import { QuietRules } from './quiet-rules.tsx';

type PartProps = {
  settings: BeforeSendingSettings;
  change: (patch: Partial<BeforeSendingSettings>) => void;
};

const isTime = (text: string) => /^\d\d:\d\d$/u.test(text);

function QuietHoursForm({ settings, change }: PartProps) {
  const texts = useWords().sending.settings;
  const { quietHours } = settings;
  const [from, setFrom] = useState(quietHours.from);
  const [to, setTo] = useState(quietHours.to);
  const same = from === to;
  /* Saved when the field is left, because a half-typed time is not meant. */
  const keep = () => {
    if (isTime(from) && isTime(to) && !same && (from !== quietHours.from || to !== quietHours.to))
      change({ quietHours: { ...quietHours, from, to } });
  };
  return (
    <>
      <Checkbox
        label={texts.quiet}
        description={texts.quietHint}
        checked={quietHours.on}
        onChange={(event) => change({ quietHours: { ...quietHours, on: event.currentTarget.checked } })}
      />
      <div className={classes.row}>
        <TypedTimeField
          kind="time"
          w={120}
          label={texts.from}
          value={from}
          disabled={!quietHours.on}
          error={!isTime(from)}
          onChange={setFrom}
          onBlur={keep}
          onKeyDown={(event) =>
            restoreOnEscape(event, from !== quietHours.from, () => setFrom(quietHours.from))
          }
        />
        <TypedTimeField
          kind="time"
          w={120}
          label={texts.to}
          value={to}
          disabled={!quietHours.on}
          error={same || !isTime(to)}
          onChange={setTo}
          onBlur={keep}
          onKeyDown={(event) => restoreOnEscape(event, to !== quietHours.to, () => setTo(quietHours.to))}
        />
      </div>
      {same && <p role="alert">{texts.notSame}</p>}
    </>
  );
}

const mostPeople = 10_000;

function Thresholds({ settings, change }: PartProps) {
  const { words, format } = useLanguage();
  const texts = words.sending.settings;
  const [people, setPeople] = useState<number | string>(settings.manyPeople);
  const [cost, setCost] = useState<number | string>(settings.highCost);
  const chosenPeople = Number(people);
  const isPeople = Number.isInteger(chosenPeople) && chosenPeople >= 2 && chosenPeople <= mostPeople;
  const chosenCost = typeof cost === 'number' ? cost.toFixed(2) : cost;
  const isCost = /^\d{1,9}(?:\.\d{1,6})?$/.test(chosenCost);
  return (
    <div className={classes.row}>
      <NumberInput
        w={180}
        label={texts.manyPeople}
        min={2}
        max={mostPeople}
        allowDecimal={false}
        value={people}
        error={!isPeople && texts.manyPeopleWrong}
        onChange={setPeople}
        onKeyDown={(event) =>
          restoreOnEscape(event, people !== settings.manyPeople, () => setPeople(settings.manyPeople))
        }
        onBlur={() => {
          if (isPeople && chosenPeople !== settings.manyPeople) change({ manyPeople: chosenPeople });
        }}
      />
      <NumberInput
        w={180}
        label={texts.highCost}
        min={0}
        decimalScale={2}
        fixedDecimalScale
        {...format.euroSign}
        value={cost}
        error={!isCost && texts.highCostWrong}
        onChange={setCost}
        onKeyDown={(event) =>
          restoreOnEscape(event, cost !== settings.highCost, () => setCost(settings.highCost))
        }
        onBlur={() => {
          if (isCost && chosenCost !== settings.highCost) change({ highCost: chosenCost });
        }}
      />
    </div>
  );
}

export function SendingSettings() {
  const texts = useWords().sending.settings;
  const { setSettings } = useActions().settings;
  const settings = useDeck((state) => state.console.settings?.beforeSending ?? null);
  if (settings === null) return null;
  const change = (patch: Partial<BeforeSendingSettings>) =>
    void setSettings({ beforeSending: { ...settings, ...patch } }).then((answer) => showResult(answer));
  return (
    <>
      <Group title={texts.title} text={texts.text}>
        <Stack gap={12}>
          <QuietHoursForm key={JSON.stringify(settings.quietHours)} settings={settings} change={change} />
          <Checkbox
            label={texts.sameText}
            checked={settings.sameText}
            onChange={(event) => change({ sameText: event.currentTarget.checked })}
          />
          <Thresholds settings={settings} change={change} />
          <Checkbox
            label={texts.inSandbox}
            description={texts.inSandboxHint}
            checked={settings.inSandbox}
            onChange={(event) => change({ inSandbox: event.currentTarget.checked })}
          />
        </Stack>
      </Group>
      <QuietRules settings={settings} change={change} />
      <Group title={texts.zones} text={texts.zonesText}>
        <CountryZones settings={settings} change={change} />
      </Group>
      <PurposesForm />
      <SpendCapsForm />
      <AnswerSettings />
    </>
  );
}
