import { Radio, Switch } from '@mantine/core';
import type { SandboxState } from '../../../shared/contract/sandbox.ts';
import { exactDuration } from '../../../shared/plans/duration.ts';
import { useActions } from '../../lib/deck.tsx';
import { showResult } from '../../lib/ui/show-result.ts';
import { AppliedField } from './applied-field.tsx';
import { useSandboxLanguage } from './language.ts';
import { Part } from './part.tsx';
import { PriceChanges } from './price-changes.tsx';
import classes from './sandbox.module.css';
import { readAmount, readDuration, readPercent } from './weather.ts';

const ways = ['normal', 'dropped', 'delayed'] as const;
const mostLatencyMs = 3_600_000;
const mostDelayMs = 24 * mostLatencyMs;

function Reports({ weather }: { weather: SandboxState['weather'] }) {
  const { words, format } = useSandboxLanguage();
  const texts = words.sandbox.weather;
  const { sandbox } = useActions();
  const shares = [
    ['droppedPercent', texts.dropped],
    ['doubledPercent', texts.doubled],
    ['disorderedPercent', texts.disordered],
  ] as const;
  return (
    <Part title={texts.reports}>
      <Radio.Group
        label={texts.come}
        value={weather.callbacks}
        onChange={(value) => {
          const callbacks = ways.find((way) => way === value);
          if (callbacks) void sandbox.setWeather({ callbacks }).then((answer) => showResult(answer));
        }}
      >
        <div className={classes.choices}>
          {ways.map((way) => (
            <Radio key={way} value={way} label={texts.ways[way]} />
          ))}
        </div>
      </Radio.Group>
      {weather.callbacks === 'delayed' && (
        <AppliedField
          label={texts.delay}
          description={texts.delayHelp}
          shown={exactDuration(weather.delayMs)}
          wrong={texts.notTime(texts.mostDelay)}
          read={(text) => readDuration(text, mostDelayMs)}
          apply={(delayMs) => sandbox.setWeather({ delayMs })}
        />
      )}
      {weather.callbacks !== 'dropped' && (
        <fieldset className={classes.fields}>
          <legend className={classes.legend}>{texts.shares}</legend>
          {shares.map(([key, label]) => (
            <AppliedField
              key={key}
              label={label}
              shown={format.number(weather[key])}
              wrong={texts.notShare}
              read={readPercent}
              apply={(share) => sandbox.setWeather({ [key]: share })}
            />
          ))}
        </fieldset>
      )}
    </Part>
  );
}

export function WeatherSection({ now }: { now: SandboxState }) {
  const texts = useSandboxLanguage().words.sandbox.weather;
  const { sandbox } = useActions();
  const { weather } = now;
  return (
    <>
      <p className={classes.lead}>{texts.lead}</p>
      <Part title={texts.answers}>
        <Switch
          size="sm"
          label={texts.outage}
          checked={weather.outage}
          onChange={(event) => {
            void sandbox
              .setWeather({ outage: event.currentTarget.checked })
              .then((answer) => showResult(answer));
          }}
        />
        <AppliedField
          label={texts.latency}
          description={texts.latencyHelp}
          shown={exactDuration(weather.latencyMs)}
          wrong={texts.notTime(texts.mostLatency)}
          read={(text) => readDuration(text, mostLatencyMs)}
          apply={(latencyMs) => sandbox.setWeather({ latencyMs })}
        />
      </Part>
      <Reports weather={weather} />
      <Part title={texts.money}>
        <AppliedField
          label={texts.credit}
          shown={weather.credit}
          wrong={texts.notAmount}
          read={readAmount}
          apply={(credit) => sandbox.setWeather({ credit })}
        />
        <PriceChanges prices={weather.prices} />
      </Part>
    </>
  );
}
