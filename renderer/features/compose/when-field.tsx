import { Popover, UnstyledButton } from '@mantine/core';
import { IconCalendarTime, IconChevronDown } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useLanguage } from '../../lib/language.tsx';
import { useMinutes } from '../../lib/now.ts';
import { useLeavable } from '../../lib/ui/leaving.tsx';
import { useZoneFormat } from '../../lib/zone-format.ts';
import classes from './compose.module.css';
import type { Draft } from './draft.ts';
import own from './sending.module.css';
import type { Times } from './use-times.ts';
import { WhenForm } from './when-form.tsx';

/** Formats the chosen time, and names its time zone if it is not the sender's. */
function useShown({ schedule }: Times): string {
  const { words, format } = useLanguage();
  const now = useMinutes();
  const dayTime = (at: number) => `${format.day(at, now)}, ${format.shortTime(at)}`;
  if (schedule.kind === 'now') return words.compose.now;
  if (schedule.kind === 'moment') return dayTime(schedule.at);
  return words.sending.when.theirs(dayTime(schedule.own));
}

/** Shows the local time of the recipients, if they are all in one country with another time. */
function useElsewhere({ schedule, places, mine, clockOf }: Times): string | null {
  const { words, format } = useLanguage();
  const zoneFormat = useZoneFormat();
  const now = useMinutes();
  const [place] = places;
  if (schedule.kind === 'theirs' || places.length !== 1 || !place?.where?.settled) return null;
  const at = schedule.kind === 'moment' ? schedule.at : now;
  const { clock } = place.where;
  if (place.country === null || clock.offsetAt(at) === clockOf(mine).offsetAt(at)) return null;
  return `${zoneFormat.moment(at, now, clock.zone)} ${words.sending.when.in(format.country(place.country))}`;
}

/** The distance from the button at which the editor leaves the label above the button visible, pixels. */
const aboveLabel = 24;

type WhenFieldProps = { draft: Draft; times: Times; error: string | null };

/** Sends now, or at a time in the sender's or each recipient's time zone. */
export function WhenField({ draft, times, error }: WhenFieldProps) {
  const texts = useLanguage().words.compose;
  const id = useId();
  const [open, setOpen] = useState(false);
  const leavable = useLeavable(() => setOpen(false));
  const shown = useShown(times);
  const elsewhere = useElsewhere(times);
  return (
    <div className={classes.when}>
      <span id={id} className={classes.whenLabel}>
        {texts.when}
      </span>
      <Popover
        opened={open}
        onChange={(next) => (next ? setOpen(true) : leavable.leave())}
        withOverlay
        overlayProps={{ backgroundOpacity: 0 }}
        position="top-start"
        offset={aboveLabel}
        middlewares={{ flip: false, shift: true }}
        trapFocus
        returnFocus
        width={400}
      >
        <Popover.Target>
          <UnstyledButton className={classes.whenButton} aria-describedby={id} onClick={() => setOpen(!open)}>
            <IconCalendarTime size={16} stroke={1.6} className={own.fixed ?? ''} aria-hidden />
            <strong>{shown}</strong>
            {elsewhere !== null && <span className={`${own.whenElsewhere} tnum`}>· {elsewhere}</span>}
            <IconChevronDown size={14} stroke={1.6} className={own.fixed ?? ''} aria-hidden />
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown
          className={own.whenEditor ?? ''}
          aria-label={texts.scheduleTitle}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            /* It would send without the typed time. */
            event.stopPropagation();
            leavable.leave();
          }}
        >
          {leavable.provide(<WhenForm draft={draft} times={times} onDone={() => setOpen(false)} />)}
        </Popover.Dropdown>
      </Popover>
      {error && <span className={classes.error}>{error}</span>}
    </div>
  );
}
