/** What kind of message a step is. What was typed into the other kinds is kept. */
import { Select } from '@mantine/core';
import type { Channel } from '../../../../shared/messaging/types.ts';
import { useWords } from '../../../lib/language.tsx';
import composeClasses from '../compose.module.css';
import classes from './forms.module.css';
import { kindOfStep, rawKind } from './step-content.ts';
import { useStepForm } from './step-form.tsx';

/** Lists that a kind needs, with how many items they begin with. */
const begun: Readonly<Record<string, readonly [path: string, items: number]>> = {
  'viber carousel': ['carousel.items', 2],
  'rcs carousel': ['rich_card.carousel_card.card_contents', 2],
};

function useKinds(channel: Channel): readonly { value: string; label: string }[] {
  const words = useWords().forms;
  if (channel === 'sms') return [];
  return Object.entries<string>(words.kinds[channel]).map(([value, label]) => ({ value, label }));
}

export function KindField() {
  const words = useWords().forms;
  const form = useStepForm();
  const { step } = form;
  const kinds = useKinds(step.channel);
  const kind = kindOfStep(step);
  if (kinds.length === 0) return null;

  function choose(chosen: string | null) {
    if (chosen === null) return;
    const [path, count] = begun[`${step.channel} ${chosen}`] ?? [];
    const items =
      path === undefined || form.listOf(path).length > 0
        ? null
        : Array.from({ length: count ?? 0 }, () => ({}));
    form.setAll([['$kind', chosen], ...(path !== undefined && items ? ([[path, items]] as const) : [])]);
  }

  return (
    <Select
      classNames={{ root: `${composeClasses.besideLabel} ${classes.kind} ${classes.lined}` }}
      label={words.kind}
      allowDeselect={false}
      maxDropdownHeight={320}
      data={step.content.$raw !== undefined ? [{ value: rawKind, label: words.raw }, ...kinds] : [...kinds]}
      value={kind}
      onChange={choose}
    />
  );
}
