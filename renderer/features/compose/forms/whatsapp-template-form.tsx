/** A WhatsApp template: its name, its language, and the values to fill in. */
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import type { WhatsappTemplateView } from '../../../../shared/contract/compose.ts';
import { useActions } from '../../../lib/deck.tsx';
import { useMinutes } from '../../../lib/now.ts';
import { FieldGrid, TextField } from './fields.tsx';
import classes from './forms.module.css';
import { useFormsLanguage, useFormsWords } from './language.ts';
import { useStepForm } from './step-form.tsx';
import { TemplateByHand } from './template-by-hand.tsx';
import { isApproved, PolicyField, TemplatePicker, useTemplateWords } from './template-picker.tsx';
import { TemplateValues } from './template-values.tsx';
import { useTemplates } from './use-templates.ts';
import { definitionOf, renamed } from './whatsapp-template.ts';

function ByHand({ templates }: { templates: readonly WhatsappTemplateView[] }) {
  const words = useFormsWords().forms.template;
  const { compose, undo } = useActions();
  const form = useStepForm();
  const { key } = form.step;
  const rename = (to: { name?: string; code?: string }) => {
    const before = form.valueOf('template');
    const { template, took } = renamed(templates, before, to);
    form.set('template', template);
    if (!took || before === undefined) return;
    const name = form.textOf('template.name');
    undo.offer(
      () => words.taken(name),
      async () => {
        compose.putBack(key, 'template', before);
        return { ok: true, value: null };
      },
    );
  };
  return (
    <FieldGrid>
      <TextField path="template.name" label={words.name} onText={(name) => rename({ name })} />
      <TextField
        path="template.language.code"
        label={words.code}
        hint={words.codeHint}
        onText={(code) => rename({ code })}
      />
      <PolicyField />
    </FieldGrid>
  );
}

function ListState({ list, byHand }: { list: ReturnType<typeof useTemplates>; byHand: () => void }) {
  const { words, format } = useFormsLanguage();
  const now = useMinutes();
  const texts = words.forms.template;
  const { problemText } = useStepForm();
  const { known, problem, loading, ask } = list;
  return (
    <>
      {problem && (
        <p className={classes.warning} role="status">
          <IconAlertTriangle size={16} stroke={1.6} aria-hidden />
          <span>{problemText(problem)}</span>
        </p>
      )}
      <p className={classes.templateLine}>
        {loading && !known && <span>{texts.loading}</span>}
        {known?.templates.length === 0 && <span>{texts.none}</span>}
        {known && <span>{texts.asOf(format.moment(known.fetchedAt, now))}</span>}
        {problem?.code !== 'no-waba-id' && (
          <Button variant="subtle" px={4} loading={loading && known !== null} onClick={ask}>
            {texts.refresh}
          </Button>
        )}
        <Button variant="subtle" px={4} onClick={byHand}>
          {texts.byHand}
        </Button>
      </p>
    </>
  );
}

export function WhatsappTemplateForm() {
  const words = useFormsWords().forms.template;
  const form = useStepForm();
  const about = useTemplateWords();
  const list = useTemplates();
  const [byHand, setByHand] = useState(false);
  const templates = list.known?.templates ?? [];
  const definition = definitionOf(templates, form.valueOf('template'));
  const unlisted = form.textOf('template.name') !== '' && definition === null && !list.loading;
  const hand = byHand || unlisted || (list.known === null && !list.loading && list.problem !== null);
  return (
    <>
      {!hand && <TemplatePicker templates={templates} />}
      {hand && <ByHand templates={templates} />}
      <ListState list={list} byHand={() => setByHand(!byHand)} />
      {definition && !isApproved(definition) && (
        <p className={classes.warning}>
          <IconAlertTriangle size={16} stroke={1.6} aria-hidden />
          <span>{words.notApproved(about.status(definition))}</span>
        </p>
      )}
      {definition ? <TemplateValues definition={definition} /> : <TemplateByHand />}
    </>
  );
}
