/** A template that is in no list: the user defines its fields, and fills in their values. */
import { Select } from '@mantine/core';
import { FieldGrid } from './fields.tsx';
import classes from './forms.module.css';
import { useFormsWords } from './language.ts';
import { useStepForm } from './step-form.tsx';
import { TemplateValues } from './template-values.tsx';
import {
  type ByHand,
  buttonKinds,
  byHandOf,
  definitionByHand,
  headerKinds,
  holdsAll,
  mostButtons,
  mostValues,
  templateTaking,
} from './whatsapp-by-hand.ts';

type ChoiceProps<Value extends string> = {
  label: string;
  choices: readonly Value[];
  wordOf: (value: Value) => string;
  value: Value;
  onChoose: (value: Value) => void;
};

function Choice<Value extends string>({ label, choices, wordOf, value, onChoose }: ChoiceProps<Value>) {
  return (
    <Select
      className={classes.field ?? ''}
      label={label}
      allowDeselect={false}
      data={choices.map((one) => ({ value: one, label: wordOf(one) }))}
      value={value}
      onChange={(chosen) => {
        const found = choices.find((one) => one === chosen);
        if (found !== undefined) onChoose(found);
      }}
    />
  );
}

const counts = Array.from({ length: mostValues + 1 }, (_, count) => String(count));

/** Sent values that no field here can represent stay unchanged, and their problems are shown. */
function AsItIs() {
  const words = useFormsWords().forms.template;
  const form = useStepForm();
  return (
    <>
      <p className={classes.hint}>{words.unknown}</p>
      {form.problemsUnder('template.components').map((problem) => (
        <p key={problem.field} className={classes.error}>
          {form.problemText(problem)}
        </p>
      ))}
    </>
  );
}

export function TemplateByHand() {
  const words = useFormsWords().forms.template;
  const form = useStepForm();
  const template = form.valueOf('template');
  const hand = byHandOf(template);
  const definition = definitionByHand(hand, words.buttonName);
  if (form.textOf('template.name') === '') return null;
  if (!holdsAll(template, definition)) return <AsItIs />;
  const take = (patch: Partial<ByHand>) => {
    const taking = { ...hand, ...patch };
    form.set('template', templateTaking(template, taking, definitionByHand(taking, words.buttonName)));
  };
  const buttons = [...hand.buttons, 'none' as const].slice(0, mostButtons);
  return (
    <>
      <p className={classes.hint}>{words.sayWhat}</p>
      <FieldGrid>
        <Choice
          label={words.headerTakes}
          choices={headerKinds}
          wordOf={(kind) => (kind === 'none' ? words.nothingTaken : words.parameterKinds[kind])}
          value={hand.header}
          onChoose={(header) => take({ header })}
        />
        <Choice
          label={words.textTakes}
          choices={counts}
          wordOf={(count) => count}
          value={String(hand.values)}
          onChoose={(count) => take({ values: Number(count) })}
        />
        {buttons.map((kind, index) => (
          <Choice
            key={words.buttonName(index + 1)}
            label={words.buttonName(index + 1)}
            choices={buttonKinds}
            wordOf={(one) => words.buttonTakes[one]}
            value={kind}
            onChoose={(chosen) => {
              const changed = buttons.with(index, chosen);
              take({ buttons: changed.slice(0, changed.findLastIndex((one) => one !== 'none') + 1) });
            }}
          />
        ))}
      </FieldGrid>
      {templateHasFields(hand) && <TemplateValues definition={definition} />}
    </>
  );
}

const templateHasFields = ({ header, values, buttons }: ByHand) =>
  header !== 'none' || values > 0 || buttons.some((kind) => kind !== 'none');
