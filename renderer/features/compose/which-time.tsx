/** Explains a time that clock changes skip or repeat, and asks which one is meant. */
import { Radio } from '@mantine/core';
import type { Instants } from '../../../shared/messaging/time-zones.ts';
import { useLanguage } from '../../lib/language.tsx';
import classes from './sending.module.css';

type WhichTimeProps = {
  instants: Instants;
  typed: string;
  second: boolean;
  onSecond: (second: boolean) => void;
};

export function WhichTime({ instants, typed, second, onSecond }: WhichTimeProps) {
  const { words, format } = useLanguage();
  const texts = words.sending.when;
  const time = typed.slice(11);
  if (instants.kind === 'one') return null;
  if (instants.kind === 'never') {
    return (
      <p className={classes.whenWarning} role="status">
        {texts.gap(texts.here, time, format.shortTime(instants.at))}
      </p>
    );
  }
  return (
    <div className={classes.whenWarning} role="status">
      <p>{texts.twice(texts.here, time)}</p>
      <Radio.Group
        aria-label={texts.which}
        value={second ? 'second' : 'first'}
        onChange={(value) => onSecond(value === 'second')}
      >
        <Radio value="first" label={texts.firstTime(format.full(instants.first))} />
        <Radio value="second" label={texts.secondTime(format.full(instants.second))} />
      </Radio.Group>
    </div>
  );
}
