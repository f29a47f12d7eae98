/** Chooses the template and its language. */
import { Select } from '@mantine/core';
import type { WhatsappTemplateView } from '../../../../shared/contract/compose.ts';
import { FieldGrid, TextField } from './fields.tsx';
import classes from './forms.module.css';
import { useFormsWords } from './language.ts';
import { useStepForm } from './step-form.tsx';
import { definitionOf, templateOf } from './whatsapp-template.ts';

/** Translates one of Messente's constants; an unknown one is shown as received. */
export function useTemplateWords() {
  const words = useFormsWords().forms.template;
  const find = (known: Readonly<Record<string, string>>, word: string) => known[word.toLowerCase()] ?? word;
  return {
    status: (one: WhatsappTemplateView) => find(words.statuses, one.status),
    category: (one: WhatsappTemplateView) => find(words.categories, one.category),
  };
}

export const isApproved = (one: WhatsappTemplateView) => one.status.toLowerCase() === 'approved';

/** Returns a name's best language: the chosen one, otherwise an approved one, otherwise the first. */
function bestOf(
  templates: readonly WhatsappTemplateView[],
  name: string,
  code: string,
): WhatsappTemplateView | undefined {
  const all = templates.filter((one) => one.name === name);
  return all.find((one) => one.language === code) ?? all.find(isApproved) ?? all[0];
}

function useLanguageName() {
  const { locale } = useFormsWords();
  const names = new Intl.DisplayNames(locale, { type: 'language', fallback: 'none' });
  return (code: string) => {
    try {
      const name = names.of(code.replace('_', '-'));
      return name === undefined ? code : `${name} (${code})`;
    } catch {
      return code;
    }
  };
}

/** How WhatsApp chooses the language; applies both to listed templates and to ones typed manually. */
export function PolicyField() {
  const words = useFormsWords().forms.template;
  return <TextField path="template.language.policy" label={words.policy} hint={words.policyHint} />;
}

export function TemplatePicker({ templates }: { templates: readonly WhatsappTemplateView[] }) {
  const words = useFormsWords().forms.template;
  const form = useStepForm();
  const about = useTemplateWords();
  const languageName = useLanguageName();
  const template = form.valueOf('template');
  const name = form.textOf('template.name');
  const code = form.textOf('template.language.code');
  const names = [...new Set(templates.map((one) => one.name))].toSorted();
  const languages = templates.filter((one) => one.name === name);
  const choose = (definition: WhatsappTemplateView | undefined) => {
    if (definition) form.set('template', templateOf(definition, template));
  };
  return (
    <FieldGrid>
      <Select
        className={classes.field ?? ''}
        label={words.pick}
        placeholder={words.placeholder}
        searchable
        selectFirstOptionOnChange
        limit={100}
        comboboxProps={{ width: 360, position: 'bottom-start' }}
        maxDropdownHeight={300}
        nothingFoundMessage={words.nothing}
        data={names}
        value={names.includes(name) ? name : null}
        error={form.problemTextHere(form.problemOf('template.name'))}
        data-field="content.template.name"
        onChange={(chosen) => {
          if (chosen !== null) choose(bestOf(templates, chosen, code));
        }}
        renderOption={({ option }) => {
          const best = bestOf(templates, option.value, code);
          return (
            <span className={classes.option}>
              <span className="cut">{option.value}</span>
              {best && (
                <span className={classes.optionAbout}>
                  {about.category(best)} · {about.status(best)}
                </span>
              )}
            </span>
          );
        }}
      />
      <Select
        className={classes.field ?? ''}
        label={words.language}
        allowDeselect={false}
        disabled={languages.length === 0}
        data={languages.map((one) => ({
          value: one.language,
          label: isApproved(one)
            ? languageName(one.language)
            : `${languageName(one.language)}, ${about.status(one)}`,
        }))}
        value={definitionOf(templates, template)?.language ?? null}
        error={form.problemTextHere(form.problemOf('template.language.code'))}
        data-field="content.template.language.code"
        onChange={(chosen) => choose(languages.find((one) => one.language === chosen))}
      />
      {name !== '' && <PolicyField />}
    </FieldGrid>
  );
}
