/** The values that a template needs, part by part, each with its surrounding text. */
import { Select } from '@mantine/core';
import type { WhatsappTemplateView } from '../../../../shared/contract/compose.ts';
import {
  type ParameterKind,
  type TemplateField,
  templateFields,
} from '../../../../shared/messaging/whatsapp-template-fields.ts';
import { FieldGrid, TextField } from './fields.tsx';
import classes from './forms.module.css';
import { isObject, type Json, type JsonObject } from './json-tree.ts';
import { useFormsWords } from './language.ts';
import { useStepForm } from './step-form.tsx';
import {
  componentsIn,
  componentsOf,
  fileKindOf,
  fromThousandths,
  pathOfField,
  thousandths,
  valuesOf,
} from './whatsapp-template.ts';

type ValueProps = {
  field: TemplateField;
  value: JsonObject;
  /** Its path in the message, for its problem. */
  path: string;
  name: string;
  example: string | undefined;
  change: (value: JsonObject) => void;
};

function textIn(value: Json | undefined, name: string): string {
  const one = isObject(value) ? value[name] : undefined;
  return typeof one === 'string' ? one : '';
}

function CurrencyValue({ value, path, name, example, change }: ValueProps) {
  const words = useFormsWords().forms.template;
  const form = useStepForm();
  const amount = isObject(value.currency) ? value.currency : { code: 'EUR' };
  const put = (patch: JsonObject) => change({ ...value, currency: { code: 'EUR', ...amount, ...patch } });
  return (
    <>
      <TextField
        path={`${path}.currency.fallback_value`}
        label={words.amountWords(name)}
        hint={words.amountWordsHint}
        placeholder={example}
        value={textIn(amount, 'fallback_value')}
        onText={(fallback_value) => put({ fallback_value })}
      />
      <FieldGrid>
        <TextField
          path={`${path}.currency.amount_1000`}
          error={form.problemOf(`${path}.currency.amount_1000`) === null ? undefined : words.amountWrong}
          label={words.amount}
          value={textIn(amount, '$amount') || fromThousandths(textIn(amount, 'amount_1000'))}
          onText={(written) => put({ $amount: written, amount_1000: thousandths(written) })}
        />
        <TextField
          path={`${path}.currency.code`}
          label={words.currency}
          value={textIn(amount, 'code')}
          onText={(code) => put({ code: code.toUpperCase() })}
        />
      </FieldGrid>
    </>
  );
}

function FileValue({ field, value, path, name, change }: ValueProps) {
  const words = useFormsWords().forms;
  const type = field.kinds[0];
  const file = isObject(value[type]) ? value[type] : {};
  const by = fileKindOf(value, type) === 'id' ? 'id' : 'link';
  const put = (patch: JsonObject) => change({ ...value, [type]: { ...file, ...patch } });
  return (
    <FieldGrid>
      <Select
        className={classes.field ?? ''}
        label={`${name}: ${words.by}`}
        allowDeselect={false}
        data={[
          { value: 'link', label: words.byLink },
          { value: 'id', label: words.byId },
        ]}
        value={by}
        onChange={(kind) => put({ $kind: kind ?? 'link' })}
      />
      <TextField
        path={`${path}.${type}.${by}`}
        label={by === 'link' ? words.link : words.fileId}
        {...(by === 'link' ? { link: type === 'image' || type === 'video' ? type : 'any' } : {})}
        value={textIn(file, by)}
        onText={(written) => put({ [by]: written })}
      />
      <TextField
        path={`${path}.${type}.caption`}
        label={words.caption}
        optional
        value={textIn(file, 'caption')}
        onText={(caption) => put({ caption })}
      />
      {type === 'document' && (
        <TextField
          path={`${path}.document.filename`}
          label={words.fileName}
          optional
          value={textIn(file, 'filename')}
          onText={(filename) => put({ filename })}
        />
      )}
    </FieldGrid>
  );
}

function Value(props: ValueProps) {
  const { field, value, path, name, example, change } = props;
  const words = useFormsWords().forms.template;
  const form = useStepForm();
  const kind = field.kinds.find((one) => one === value.type) ?? field.kinds[0];
  switch (kind) {
    case 'currency':
      return <CurrencyValue {...props} />;
    case 'image':
    case 'video':
    case 'document':
      return <FileValue {...props} />;
    case 'date_time':
      return (
        <TextField
          path={`${path}.date_time.fallback_value`}
          label={name}
          placeholder={example}
          value={textIn(value.date_time, 'fallback_value')}
          onText={(fallback_value) => change({ ...value, date_time: { fallback_value } })}
        />
      );
    default:
      return (
        <TextField
          path={`${path}.${kind}`}
          // The problem of a completely missing text is shown at the first possible field.
          error={form.problemOf(`${path}.text`)?.code === 'one-needed' ? words.missing : undefined}
          label={name}
          placeholder={example}
          optional={!field.required}
          value={textIn(value, kind)}
          onText={(written) => change({ ...value, [kind]: written })}
        />
      );
  }
}

function KindChoice({ field, value, name, change }: Omit<ValueProps, 'path' | 'example'>) {
  const words = useFormsWords().forms.template;
  if (field.kinds.length < 2) return null;
  return (
    <Select
      className={classes.kindChoice ?? ''}
      aria-label={words.kindOf(name)}
      allowDeselect={false}
      data={field.kinds.map((kind) => ({ value: kind, label: words.parameterKinds[kind] }))}
      value={typeof value.type === 'string' ? value.type : field.kinds[0]}
      onChange={(type) => change({ ...value, type: type ?? field.kinds[0] })}
    />
  );
}

/** Returns the label of a field: its placeholder, or the kind of value. */
function useFieldName() {
  const words = useFormsWords().forms.template;
  return (field: TemplateField): string => {
    const kind: ParameterKind = field.kinds[0];
    if (field.component === 'button') return words.buttonField(field.label, words.parameterKinds[kind]);
    return field.placeholder ?? words.parameterKinds[kind];
  };
}

export function TemplateValues({ definition }: { definition: WhatsappTemplateView }) {
  const words = useFormsWords().forms.template;
  const form = useStepForm();
  const nameOf = useFieldName();
  const template = form.valueOf('template');
  const fields = templateFields(definition);
  const values = valuesOf(fields, template);
  const components = componentsIn(template);
  if (fields.length === 0) return <p className={classes.hint}>{words.noFields}</p>;

  function change(key: string, value: JsonObject) {
    const changed = { ...values, [key]: value };
    const kept = form.valueOf('template.$values');
    form.setAll([
      ['template.$values', { ...(isObject(kept) ? kept : {}), ...changed }],
      ['template.components', componentsOf(fields, changed)],
    ]);
  }

  return (['header', 'body', 'button'] as const).map((part) => {
    const own = fields.filter((field) => field.component === part);
    const [first] = own;
    if (first === undefined) return null;
    return (
      <fieldset key={part} className={classes.section}>
        <legend>{words.sections[part]}</legend>
        {part !== 'button' && first.label !== '' && <p className={classes.definition}>{first.label}</p>}
        {own.map((field) => {
          const common = {
            field,
            name: nameOf(field),
            value: values[field.key] ?? {},
            change: (value: JsonObject) => change(field.key, value),
          };
          return (
            <div key={field.key} className={classes.value}>
              <div className={classes.valueFields}>
                <Value
                  {...common}
                  path={pathOfField(field, components) ?? `template.$values.${field.position}`}
                  example={field.example === null ? undefined : words.example(field.example)}
                />
              </div>
              <KindChoice {...common} />
            </div>
          );
        })}
      </fieldset>
    );
  });
}
