import { Button, NumberInput, Radio, Select } from '@mantine/core';
import { Suspense, useState } from 'react';
import type { Settings } from '../../../shared/contract/settings.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { Group } from '../../lib/ui/group.tsx';
import { later } from '../../lib/ui/later.tsx';
import classes from '../../lib/ui/settings.module.css';
import { showResult } from '../../lib/ui/show-result.ts';
import { useCountries } from '../../lib/use-countries.ts';
import { useTyped } from '../../lib/use-typed.ts';
import { AboutPerson } from './about-person.tsx';
import { DoNotSendList } from './do-not-send-list.tsx';

type Retention = Settings['retention'];
const Blacklists = later(async () => (await import('./blacklists.tsx')).Blacklists);

const kinds: readonly Retention['kind'][] = ['forever', 'strip-texts', 'delete'];

function RetentionForm({ retention }: { retention: Retention }) {
  const words = useWords();
  const texts = words.settings.privacy;
  const { setSettings } = useActions().settings;
  /* Not kept: a rule that was not saved would look as if it was applied. */
  const [kind, setKind] = useState(retention.kind);
  const savedDays = String(retention.kind === 'forever' ? 90 : retention.days);
  const [days, setDays] = useTyped('retention-days', savedDays);
  const chosen: Retention | null =
    kind === 'forever' ? { kind } : Number(days) >= 1 ? { kind, days: Number(days) } : null;
  const unchanged = JSON.stringify(chosen) === JSON.stringify(retention);
  async function save(wanted: Retention) {
    if (!showResult(await setSettings({ retention: wanted }), words.common.saved)) return;
    setDays(savedDays);
  }
  function choose(value: string) {
    setKind(kinds.find((one) => one === value) ?? kind);
  }
  const labels = { forever: texts.forever, 'strip-texts': texts.strip, delete: texts.delete };
  return (
    <>
      <Radio.Group aria-label={texts.retention} value={kind} onChange={choose}>
        <div className={classes.choices}>
          {kinds.map((one) => (
            <div key={one} className={classes.row}>
              <Radio value={one} label={labels[one]} />
              {one === kind && one !== 'forever' && (
                <>
                  <NumberInput
                    w={84}
                    min={1}
                    max={36_500}
                    allowDecimal={false}
                    aria-label={texts.daysLabel}
                    value={days}
                    onChange={(value) => setDays(String(value))}
                  />
                  {texts.days}
                </>
              )}
            </div>
          ))}
        </div>
      </Radio.Group>
      <Button
        variant="default"
        disabled={unchanged || chosen === null}
        onClick={() => {
          if (chosen) void save(chosen);
        }}
      >
        {words.common.save}
      </Button>
    </>
  );
}

function DefaultCountry({ country }: { country: string | null }) {
  const texts = useWords().settings.privacy;
  const { setSettings } = useActions().settings;
  const countries = useCountries();
  return (
    <Select
      w={280}
      searchable
      clearable
      aria-label={texts.country}
      placeholder={texts.countryNone}
      data={countries}
      value={country}
      onChange={(value) => void setSettings({ defaultCountry: value }).then((answer) => showResult(answer))}
    />
  );
}

export function PrivacySettings() {
  const texts = useWords().settings.privacy;
  const settings = useDeck((state) => state.console.settings);
  return (
    <>
      <DoNotSendList />
      <Suspense fallback={null}>
        <Blacklists />
      </Suspense>
      <AboutPerson />
      {settings && (
        <>
          <Group title={texts.retention}>
            <RetentionForm key={JSON.stringify(settings.retention)} retention={settings.retention} />
          </Group>
          <Group title={texts.country}>
            <DefaultCountry country={settings.defaultCountry} />
          </Group>
        </>
      )}
    </>
  );
}
