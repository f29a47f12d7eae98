/** What a report changed: the message and its step, before and after. */
import { IconArrowRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { EffectView } from '../../../shared/contract/reports.ts';
import { useMinutes } from '../../lib/now.ts';
import { useReportsLanguage } from './language.ts';
import classes from './story.module.css';
import { channelName } from './verdict-of.ts';

function Change({ label, before, after }: { label: string; before: ReactNode; after: ReactNode }) {
  const texts = useReportsLanguage().words.reports.effect;
  return (
    <>
      <dt>{label}</dt>
      <dd className={classes.change}>
        <span className={classes.was}>{before}</span>
        <IconArrowRight size={14} stroke={1.6} role="img" aria-label={texts.becomes} />
        <span>{after}</span>
      </dd>
    </>
  );
}

type Glance = NonNullable<EffectView['step']>['before'];

function Told({ glance }: { glance: Glance }) {
  const { words, format } = useReportsLanguage();
  return (
    <>
      {words.reports.effect.states[glance.state]}
      {glance.status !== null && (
        <span className={classes.faint}>
          {' '}
          <span className="mono">{glance.status}</span>
          {glance.at !== null && <span className="tnum"> {format.exactTime(glance.at)}</span>}
        </span>
      )}
    </>
  );
}

function Changes({ effect }: { effect: EffectView }) {
  const { words, format } = useReportsLanguage();
  const texts = words.reports.effect;
  const { step, message, cost } = effect;
  const stepChanged = step !== null && JSON.stringify(step.before) !== JSON.stringify(step.after);
  const messageChanged = message !== null && message.before !== message.after;
  const costChanged = cost !== null && cost.before !== cost.after;
  const money = (amount: string | null) => (amount === null ? texts.none : format.money(amount));
  /* A changed price, or a step that is no longer needed. */
  if (!stepChanged && !messageChanged && !costChanged) return <p>{texts.why.changed}</p>;
  return (
    <dl className={classes.changes}>
      {stepChanged && (
        <Change
          label={channelName(step.channel, words)}
          before={<Told glance={step.before} />}
          after={<Told glance={step.after} />}
        />
      )}
      {messageChanged && (
        <Change
          label={texts.message}
          before={texts.states[message.before]}
          after={texts.states[message.after]}
        />
      )}
      {costChanged && <Change label={texts.cost} before={money(cost.before)} after={money(cost.after)} />}
    </dl>
  );
}

export function EffectSection({ effect }: { effect: EffectView }) {
  const { words, format } = useReportsLanguage();
  const texts = words.reports.effect;
  const now = useMinutes();
  const changed = effect.why === 'changed';
  return (
    <section className={classes.section} aria-label={texts.title}>
      <div className={classes.sectionBar}>
        <h3>{texts.title}</h3>
      </div>
      <div className={classes.sectionBody}>
        {changed ? <Changes effect={effect} /> : <p>{texts.why[effect.why]}</p>}
        {effect.deliveredTwice && <p className={classes.warn}>{texts.twice}</p>}
        {effect.knownAt !== null && (
          <p className={classes.faint}>
            {texts.since(`${format.day(effect.knownAt, now)}, ${format.exactTime(effect.knownAt)}`)}
          </p>
        )}
      </div>
    </section>
  );
}
