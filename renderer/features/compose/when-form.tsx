/** Chooses a time and its time zone, and shows it in the other zones. */
import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { instantOf, parseWall } from '../../../shared/messaging/time-zones.ts';
import { useActions } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import { useMinutes } from '../../lib/now.ts';
import { useLeaving } from '../../lib/ui/leaving.tsx';
import { TypedTimeField } from '../../lib/ui/typed-time-field.tsx';
import type { Draft } from './draft.ts';
import { toLocalField } from './local-time.ts';
import { openPlaces, scheduleOf } from './schedule.ts';
import classes from './sending.module.css';
import type { Times } from './use-times.ts';
import { ClockNotes } from './when-notes.tsx';
import { WhichTime } from './which-time.tsx';
import { ZoneChoices } from './zone-choices.tsx';

const hourMs = 3_600_000;

function nextFullHour(now: number): number {
  return Math.ceil((now + hourMs / 2) / hourMs) * hourMs;
}

type WhenFormProps = { draft: Draft; times: Times; onDone: () => void };

export function WhenForm({ draft, times, onDone }: WhenFormProps) {
  const { words, format } = useLanguage();
  const texts = words.compose;
  const own = words.sending.when;
  const { compose } = useActions();
  const now = useMinutes();
  const [typed, setTyped] = useState(
    () => draft.sendAtTheirs || toLocalField(draft.sendAt ?? nextFullHour(now)),
  );
  const [whose, setWhose] = useState<'mine' | 'theirs'>(draft.sendAtTheirs ? 'theirs' : 'mine');
  const [second, setSecond] = useState(false);
  const [begun] = useState({ typed, whose });
  /** It was left with a time that cannot be used. */
  const [tried, setTried] = useState(false);
  const wall = parseWall(typed);
  const instants = wall === null ? null : times.clockOf(times.mine).instantsOf(wall);
  const at =
    instants === null ? null : instants.kind === 'twice' && second ? instants.second : instantOf(instants);
  const meant =
    wall === null
      ? null
      : scheduleOf(
          whose === 'theirs' ? { sendAt: null, sendAtTheirs: typed } : { sendAt: at, sendAtTheirs: null },
          times.places,
          times.mine,
          times.clockOf,
        );
  const missing = whose === 'theirs' ? openPlaces(times.places) : [];
  const late = meant?.kind === 'theirs' ? meant.places.find((place) => place.at <= now) : undefined;
  const past =
    at !== null && (whose === 'mine' ? at <= now : meant?.kind === 'theirs' && meant.earliest <= now);
  const pastText =
    whose === 'theirs' && late?.country ? own.past(format.country(late.country)) : texts.inThePast;

  function choose() {
    if (whose === 'theirs') compose.edit({ sendAt: null, sendAtTheirs: typed });
    else compose.edit({ sendAt: at, sendAtTheirs: null });
    onDone();
  }
  const usable = wall !== null && !past && missing.length === 0;
  const changed = second || typed !== begun.typed || whose !== begun.whose;
  useLeaving(() => {
    if (!changed) return true;
    if (usable) choose();
    setTried(!usable);
    return usable;
  });
  return (
    <div className={classes.whenForm}>
      <TypedTimeField
        kind="datetime"
        label={texts.laterAt}
        value={typed}
        error={past ? pastText : tried && wall === null ? own.unfinished : null}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          if (usable) choose();
          else setTried(true);
        }}
        onChange={setTyped}
      />
      <SegmentedControl
        fullWidth
        aria-label={own.whose}
        value={whose}
        onChange={(value) => setWhose(value === 'theirs' ? 'theirs' : 'mine')}
        data={[
          { value: 'mine', label: own.myClock },
          { value: 'theirs', label: own.theirClock },
        ]}
      />
      {whose === 'mine' && instants !== null && (
        <WhichTime instants={instants} typed={typed} second={second} onSecond={setSecond} />
      )}
      {missing.length > 0 && <ZoneChoices countries={missing} />}
      {meant !== null && missing.length === 0 && <ClockNotes meant={meant} times={times} typed={typed} />}
      <div className={classes.whenActions}>
        <Button
          variant="subtle"
          onClick={() => {
            compose.edit({ sendAt: null, sendAtTheirs: null });
            onDone();
          }}
        >
          {texts.sendNow}
        </Button>
        <Button variant="default" disabled={!usable} onClick={choose}>
          {texts.schedule}
        </Button>
      </div>
    </div>
  );
}
