/** Chooses the kind of message of a step. Values typed into other kinds are kept. */
import { Select } from '@mantine/core';
import type { Channel } from '../../../../shared/messaging/types.ts';
import composeClasses from '../compose.module.css';
import classes from './forms.module.css';
import { useFormsWords } from './language.ts';
import { listsOf } from './shape.ts';
import { kindOfStep, rawKind, shapeOf } from './step-content.ts';
import { useStepForm } from './step-form.tsx';

function useKinds(channel: Channel): readonly { value: string; label: string }[] {
  const words = useFormsWords().forms;
  if (channel === 'sms') return [];
  return Object.entries<string>(words.kinds[channel]).map(([value, label]) => ({ value, label }));
}

export function KindField() {
  const words = useFormsWords().forms;
  const form = useStepForm();
  const { step } = form;
  const kinds = useKinds(step.channel);
  const kind = kindOfStep(step);
  if (kinds.length === 0) return null;

  function choose(chosen: string | null) {
    if (chosen === null) return;
    const shape = shapeOf(step.channel);
    const fields = Object.entries(shape?.variants[chosen] ?? {});
    const begun = fields
      .flatMap(([name, field]) => listsOf(field, name))
      .filter(([path]) => form.listOf(path).length === 0)
      .map(([path, atLeast]) => [path, Array.from({ length: atLeast }, () => ({}))] as const);
    form.setAll([['$kind', chosen], ...begun]);
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
