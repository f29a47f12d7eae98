/** The estimated cost at the bottom of the screen, with its details on demand. */
import { Popover, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useId } from 'react';
import { type Language, useLanguage } from '../../lib/language.tsx';
import classes from './compose.module.css';
import { CostDetails } from './cost-details.tsx';
import { rangeText } from './cost-words.ts';
import own from './sending.module.css';
import type { DraftCost } from './sending-cost.ts';

function channelsText(cost: Pick<DraftCost, 'unknown'>, { words }: Language): string {
  const names = cost.unknown.map((channel) => words.channels[channel]);
  return new Intl.ListFormat(words.locale, { type: 'conjunction' }).format(names);
}

/** Returns "€0.06 to €0.52", "up to €0.06, and Viber (not known)", or "not known". */
export function costText(
  cost: Pick<DraftCost, 'asking' | 'total' | 'knownMost' | 'unknown'>,
  language: Language,
): string {
  const { words, format } = language;
  const texts = words.sending.cost;
  if (cost.asking) return texts.asking;
  if (cost.total !== null) return rangeText(cost.total, language);
  if (cost.knownMost === null) return texts.notKnown;
  return texts.upTo(format.money(cost.knownMost), `${channelsText(cost, language)} (${texts.notKnown})`);
}

export function CostField({ cost }: { cost: DraftCost }) {
  const language = useLanguage();
  const texts = language.words.sending.cost;
  const id = useId();
  if (cost.people === 0) return null;
  return (
    <div className={classes.when}>
      <span id={id} className={classes.whenLabel}>
        {texts.title(cost.people)}
      </span>
      <Popover position="top-start" trapFocus returnFocus width={380}>
        <Popover.Target>
          <UnstyledButton className={classes.whenButton} aria-describedby={id} title={texts.details}>
            <strong className="tnum">{costText(cost, language)}</strong>
            <IconChevronDown size={14} stroke={1.6} className={own.fixed ?? ''} aria-hidden />
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown aria-label={texts.details}>
          <CostDetails cost={cost} />
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}
