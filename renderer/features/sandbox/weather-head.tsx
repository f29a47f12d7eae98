import { Button } from '@mantine/core';
import { IconCloudStorm, IconSun } from '@tabler/icons-react';
import type { SandboxState } from '../../../shared/contract/sandbox.ts';
import { assertNever } from '../../../shared/messaging/types.ts';
import { exactDuration } from '../../../shared/plans/duration.ts';
import { useActions } from '../../lib/deck.tsx';
import { showResult } from '../../lib/ui/show-result.ts';
import { type SandboxLanguage, useSandboxLanguage } from './language.ts';
import classes from './sandbox.module.css';
import { foulParts, type WeatherPart } from './weather.ts';

function textOfPart(part: WeatherPart, { words, format }: SandboxLanguage): string {
  const texts = words.sandbox.parts;
  switch (part.kind) {
    case 'outage':
    case 'allDropped':
      return texts[part.kind];
    case 'slow':
    case 'delayed':
      return texts[part.kind](exactDuration(part.ms));
    case 'dropped':
    case 'doubled':
    case 'disordered':
      return texts[part.kind](words.sandbox.percent(format.number(part.percent)));
    case 'prices':
      return texts.prices(part.count);
    case 'credit':
      return texts.credit(format.money(part.amount));
    default:
      return assertNever(part);
  }
}

/** The current conditions, shown on every part of the panel, with a button that resets them to fair. */
export function WeatherHead({ now }: { now: SandboxState }) {
  const language = useSandboxLanguage();
  const words = language.words.sandbox;
  const { sandbox } = useActions();
  const parts = foulParts(now.weather).map((part) => textOfPart(part, language));
  const foul = parts.length > 0;
  const Icon = foul ? IconCloudStorm : IconSun;
  return (
    <div className={classes.head} data-foul={foul} role="status" aria-live="polite">
      <Icon size={16} stroke={1.6} aria-hidden className={classes.headIcon ?? ''} />
      <p className={classes.headText}>
        <strong>{foul ? language.words.frame.sandboxPanel.foul : words.fair}</strong>
        {foul && `: ${parts.join(', ')}`}
        {now.scenario !== null && (
          <span className={classes.headScenario}>{words.scenario(words.scenarios.called(now.scenario))}</span>
        )}
      </p>
      {foul && (
        <Button
          variant="default"
          onClick={async () => {
            const answer = await sandbox.makeFair();
            if (answer !== null) showResult(answer, words.made);
          }}
        >
          {words.makeFair}
        </Button>
      )}
    </div>
  );
}
