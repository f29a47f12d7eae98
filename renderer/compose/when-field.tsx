import { Button, Popover, TextInput, UnstyledButton } from '@mantine/core';
import { IconCalendarTime, IconChevronDown } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useActions } from '../app/deck.tsx';
import { useLanguage } from '../app/language.tsx';
import { useMinutes } from '../app/now.ts';
import classes from './compose.module.css';
import { fromLocalField, toLocalField } from './local-time.ts';

const hourMs = 3_600_000;

function nextFullHour(now: number): number {
  return Math.ceil((now + hourMs / 2) / hourMs) * hourMs;
}

/** Now, or a time of this machine's zone. */
export function WhenField({ sendAt, error }: { sendAt: number | null; error: string | null }) {
  const { words, format } = useLanguage();
  const texts = words.compose;
  const { compose } = useActions();
  const now = useMinutes();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const at = fromLocalField(typed);
  const past = at !== null && at <= now;

  function toggle() {
    setTyped(toLocalField(sendAt ?? nextFullHour(now)));
    setOpen(!open);
  }
  function choose(value: number | null) {
    compose.edit({ sendAt: value });
    setOpen(false);
  }

  return (
    <div className={classes.when}>
      <span id={id} className={classes.whenLabel}>
        {texts.when}
      </span>
      <Popover opened={open} onChange={setOpen} position="top-start" trapFocus returnFocus>
        <Popover.Target>
          <UnstyledButton className={classes.whenButton} aria-describedby={id} onClick={toggle}>
            <IconCalendarTime size={16} stroke={1.6} aria-hidden />
            <strong>
              {sendAt === null ? texts.now : `${format.day(sendAt, now)}, ${format.shortTime(sendAt)}`}
            </strong>
            <IconChevronDown size={14} stroke={1.6} aria-hidden />
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown>
          <TextInput
            type="datetime-local"
            label={texts.laterAt}
            value={typed}
            min={toLocalField(now)}
            error={past ? texts.inThePast : null}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <div className={classes.whenActions}>
            <Button variant="subtle" onClick={() => choose(null)}>
              {texts.sendNow}
            </Button>
            <Button variant="default" disabled={at === null || past} onClick={() => choose(at)}>
              {texts.schedule}
            </Button>
          </div>
        </Popover.Dropdown>
      </Popover>
      {error && <span className={classes.error}>{error}</span>}
    </div>
  );
}
