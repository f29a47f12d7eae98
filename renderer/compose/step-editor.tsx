/** One step being written: its sender, its text, how long that is, and what makes it longer than it needs to be. */
import { Button, Select, TextInput } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { maximumTextLength } from '../../shared/messaging/compose.ts';
import type { Problem } from '../../shared/messaging/problem.ts';
import { segmentSms } from '../../shared/messaging/segments.ts';
import { useActions } from '../app/deck.tsx';
import { useWords } from '../app/language.tsx';
import classes from './compose.module.css';
import { CostingNotice } from './costing-notice.tsx';
import type { Autoconvert, Draft, StepDraft } from './draft.ts';
import { MarkedText } from './marked-text.tsx';
import { SegmentMeter } from './segment-meter.tsx';

type StepEditorProps = {
  draft: Draft;
  step: StepDraft;
  index: number;
  problemOf: (field: string) => Problem | null;
};

const said = (problem: Problem | null) => (problem === null ? null : `${problem.sentence} ${problem.mend}`);

function SenderFields({ step, problem }: { step: StepDraft; problem: Problem | null }) {
  const words = useWords().compose;
  const { compose } = useActions();
  const choices = (['on', 'off', 'full'] as const).map((value) => ({
    value,
    label: words.autoconverts[value],
  }));
  return (
    <div className={classes.senderLine}>
      <TextInput
        classNames={{ root: classes.besideLabel ?? '' }}
        label={words.sender}
        title={words.senderHint}
        placeholder={words.senderPlaceholder}
        value={step.sender}
        error={said(problem)}
        autoComplete="off"
        onChange={(event) => compose.editStep(step.key, { sender: event.currentTarget.value })}
      />
      {step.channel === 'sms' && (
        <Select
          classNames={{ root: classes.besideLabel ?? '' }}
          label={words.autoconvert}
          w={176}
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

/** A text that another step has already, for a step that has none yet. */
function CopyFrom({ draft, step }: { draft: Draft; step: StepDraft }) {
  const words = useWords();
  const { compose } = useActions();
  const other = draft.steps.find((one) => one.key !== step.key && one.text.trim() !== '');
  if (!other || step.text !== '') return null;
  return (
    <Button variant="default" mt={8} onClick={() => compose.editStep(step.key, { text: other.text })}>
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

function Notes({ step }: { step: StepDraft }) {
  const words = useWords().compose;
  if (step.channel === 'whatsapp') return <Note>{words.whatsappWindow}</Note>;
  if (step.channel === 'rcs') return <Note>{words.rcsSender}</Note>;
  if (step.channel !== 'sms' || step.autoconvert === 'off') return null;
  return <Note>{step.autoconvert === 'full' ? words.autoconvertFull : words.autoconvertWhy}</Note>;
}

function CharacterCount({ step }: { step: StepDraft }) {
  const words = useWords().compose;
  const limit = maximumTextLength[step.channel];
  const count = [...step.text].length;
  return (
    <p className={`${classes.count} tnum`}>
      {limit === undefined ? words.characters(count) : words.ofCharacters(count, limit)}
    </p>
  );
}

export function StepEditor({ draft, step, index, problemOf }: StepEditorProps) {
  const words = useWords();
  const { compose } = useActions();
  const sms = step.channel === 'sms' ? segmentSms(step.text) : null;
  const problem = problemOf('text');
  const change = (text: string) => compose.editStep(step.key, { text });
  return (
    <section className={classes.editor} aria-label={words.channels[step.channel]}>
      <h2 className={classes.editorTitle}>
        {words.channels[step.channel]}
        {draft.steps.length > 1 && (
          <span className={classes.kept}>{words.compose.stepOf(index + 1, draft.steps.length)}</span>
        )}
      </h2>
      <SenderFields step={step} problem={problemOf('sender')} />
      <MarkedText
        label={words.compose.text}
        placeholder={words.compose.textPlaceholder(words.channels[step.channel])}
        value={step.text}
        marks={sms?.unicodeCharacters ?? []}
        error={said(problem)}
        onChange={change}
      />
      {sms ? <SegmentMeter segments={sms} /> : <CharacterCount step={step} />}
      {sms && <CostingNotice text={step.text} segments={sms} onChange={change} />}
      <CopyFrom draft={draft} step={step} />
      <Notes step={step} />
    </section>
  );
}
