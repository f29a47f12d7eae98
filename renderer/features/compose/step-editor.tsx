/** Edits one step: its kind of message, sender, text, and the rest of its form. */

import { Button, Select, TextInput } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { isBlankText } from '../../../shared/messaging/blank.ts';
import { maximumTextLength } from '../../../shared/messaging/check-content.ts';
import { tidySender } from '../../../shared/messaging/compose.ts';
import type { Problem } from '../../../shared/messaging/problem.ts';
import { smsLength } from '../../../shared/messaging/sms-length.ts';
import { useActions } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import classes from './compose.module.css';
import { CostingNotice } from './costing-notice.tsx';
import type { Autoconvert, Draft, StepDraft } from './draft.ts';
import { ChannelForm, Elsewhere } from './forms/channel-form.tsx';
import formClasses from './forms/forms.module.css';
import { KindField } from './forms/kind-field.tsx';
import { SmsMore } from './forms/sms-more.tsx';
import { hasText, kindOfStep, textPathOf } from './forms/step-content.ts';
import { StepFormProvider, useStepForm } from './forms/step-form.tsx';
import { MarkedText } from './marked-text.tsx';
import { MergedParts, useMergedParts } from './merged-parts.tsx';
import { SegmentMeter } from './segment-meter.tsx';

type StepEditorProps = {
  draft: Draft;
  step: StepDraft;
  index: number;
  /** The problems of the whole chain that may already be shown. */
  problems: readonly Problem[];
};

function SenderFields() {
  const words = useWords().compose;
  const { compose } = useActions();
  const { step, ownProblemOf, problemText } = useStepForm();
  const choices = (['on', 'off', 'full'] as const).map((value) => ({
    value,
    label: words.autoconverts[value],
  }));
  return (
    <div className={classes.senderLine}>
      <TextInput
        classNames={{ root: `${classes.besideLabel} ${step.channel === 'sms' ? '' : formClasses.lined}` }}
        label={words.sender}
        title={words.senderHint}
        placeholder={step.channel === 'rcs' ? words.rcsSenderPlaceholder : words.senderPlaceholder}
        value={step.sender}
        error={problemText(ownProblemOf('sender'))}
        autoComplete="off"
        data-field="sender"
        onChange={(event) => compose.editStep(step.key, { sender: event.currentTarget.value })}
      />
      {step.channel === 'sms' && (
        <Select
          classNames={{ root: classes.besideLabel ?? '' }}
          label={words.autoconvert}
          miw={176}
          allowDeselect={false}
          data={choices}
          value={step.autoconvert}
          onChange={(value) => {
            const found = choices.find((choice) => choice.value === value)?.value;
            if (found) compose.editStep(step.key, { autoconvert: found satisfies Autoconvert });
          }}
        />
      )}
    </div>
  );
}

/** Offers another step's text to a step without one. */
function CopyFrom({ draft }: { draft: Draft }) {
  const words = useWords();
  const { compose } = useActions();
  const { step } = useStepForm();
  const other = draft.steps.find((one) => one.key !== step.key && !isBlankText(one.text));
  if (!other || step.text !== '') return null;
  return (
    <Button
      variant="default"
      mt={8}
      onClick={() => {
        compose.editStep(step.key, { text: other.text });
        document.querySelector<HTMLElement>('[data-text-field]')?.focus();
      }}
    >
      {words.compose.copyFrom(words.channels[other.channel])}
    </Button>
  );
}

function Note({ children }: { children: string }) {
  return (
    <p className={classes.note}>
      <IconInfoCircle size={16} stroke={1.6} aria-hidden />
      <span>{children}</span>
    </p>
  );
}

/**
 * Only an SMS has a sender name without an account: on other channels the name is an account that can receive
 * messages.
 */
function SenderNote({ step }: { step: StepDraft }) {
  const words = useWords().compose;
  const sender = tidySender(step.sender);
  const named = step.channel === 'sms' && /\p{L}/u.test(sender);
  if (!named) return null;
  return (
    <div role="status" className={classes.senderNote}>
      <Note>{words.senderName(sender)}</Note>
    </div>
  );
}

function Notes({ step }: { step: StepDraft }) {
  const words = useWords().compose;
  if (step.channel === 'whatsapp')
    return kindOfStep(step) === 'template' ? null : <Note>{words.whatsappWindow}</Note>;
  if (step.channel === 'rcs') return <Note>{words.rcsSender}</Note>;
  if (step.channel !== 'sms' || step.autoconvert === 'off') return null;
  return <Note>{step.autoconvert === 'full' ? words.autoconvertFull : words.autoconvertWhy}</Note>;
}

function CharacterCount({ step }: { step: StepDraft }) {
  const words = useWords().compose;
  const limit = maximumTextLength(step.channel);
  const count = [...step.text].length;
  return (
    <p className={`${classes.count} tnum`}>
      {limit === undefined ? words.characters(count) : words.ofCharacters(count, limit)}
    </p>
  );
}

function StepText({ draft }: { draft: Draft }) {
  const words = useWords();
  const { compose } = useActions();
  const { step, problemOf, problemTextHere } = useStepForm();
  const sms = step.channel === 'sms' ? smsLength(step.text, step) : null;
  const merged = useMergedParts(step.channel === 'sms' ? step : null);
  const change = (text: string) => compose.editStep(step.key, { text });
  return (
    <>
      <MarkedText
        label={words.compose.text}
        placeholder={words.compose.textPlaceholder(words.channels[step.channel])}
        value={step.text}
        marks={sms?.unicodeCharacters ?? []}
        error={problemTextHere(problemOf(textPathOf(step.channel)))}
        onChange={change}
      />
      {sms ? <SegmentMeter segments={merged?.most.segments ?? sms} /> : <CharacterCount step={step} />}
      <MergedParts parts={merged} />
      {sms && <CostingNotice text={step.text} form={step} segments={sms} onChange={change} />}
      <CopyFrom draft={draft} />
    </>
  );
}

export function StepEditor({ draft, step, index, problems }: StepEditorProps) {
  const words = useWords();
  return (
    <StepFormProvider draft={draft} step={step} index={index} problems={problems}>
      <section className={classes.editor} aria-label={words.channels[step.channel]}>
        <h2 className={classes.editorTitle}>
          {words.channels[step.channel]}
          {draft.steps.length > 1 && (
            <span className={classes.kept}>{words.compose.stepOf(index + 1, draft.steps.length)}</span>
          )}
        </h2>
        <KindField />
        <SenderFields />
        <SenderNote step={step} />
        {hasText(step) && <StepText draft={draft} />}
        <ChannelForm afterText={hasText(step)} />
        {step.channel === 'sms' && <SmsMore />}
        <Elsewhere />
        <Notes step={step} />
      </section>
    </StepFormProvider>
  );
}
