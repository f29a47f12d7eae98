import { Button, FileButton, SegmentedControl } from '@mantine/core';
import { useRef, useState } from 'react';
import { formOfPlan, type PlanForm, writePlan } from '../../../shared/plans/plan-form.ts';
import { plansProblem } from '../../../shared/problems/plans.ts';
import { useActions } from '../../lib/deck.tsx';
import { Grow, PaneBar } from '../../lib/ui/pane.tsx';
import { QuestionDialog } from '../../lib/ui/question-dialog.tsx';
import { showResult } from '../../lib/ui/show-result.ts';
import { showSaved } from '../backups/index.ts';
import { examplePlan } from './example-plan.ts';
import { useRunsLanguage } from './language.ts';
import { ReplaceQuestion } from './replace-question.tsx';
import classes from './runs.module.css';

const biggestFile = 1_000_000;

/** The bar above the plan: form or text, opening and saving files; asks before anything would be lost. */
export function PlanBar({ form, text }: { form: PlanForm | null; text: string }) {
  const { words } = useRunsLanguage();
  const texts = words.runs.plan;
  const { runs } = useActions();
  const [asking, setAsking] = useState<'comments' | 'more' | null>(null);
  /** The plan that will replace the current one. */
  const [other, setOther] = useState<string | null>(null);
  const forgetFile = useRef<() => void>(null);
  const begin = (value: PlanForm | null) => {
    setAsking(null);
    runs.showForm(value ?? formOfPlan(examplePlan));
  };
  const toForm = () => {
    const read = formOfPlan(text);
    if (read === null) setAsking('more');
    else if (/(?:^|\s)#/mu.test(text) && writePlan(read) !== text) setAsking('comments');
    else begin(read);
  };
  const open = async (file: File | null) => {
    if (file === null) return;
    if (file.size > biggestFile) {
      showResult({
        ok: false,
        problem: plansProblem('plan-too-long/file', {}, 'plan'),
      });
      return;
    }
    await replace(await file.text());
    // Otherwise the same file could not be opened again.
    forgetFile.current?.();
  };
  const replace = async (next: string) => {
    if (await runs.wouldLose(next)) setOther(next);
    else runs.replace(next);
  };
  const save = async () => {
    showSaved(await runs.savePlan(), ({ file }) => texts.saved(file));
  };
  return (
    <>
      <PaneBar>
        <h2 className={`${classes.title} cut`}>{texts.title}</h2>
        <Grow />
        <SegmentedControl
          aria-label={words.planForm.mode}
          data={[
            { value: 'form', label: words.planForm.form },
            { value: 'text', label: words.planForm.text },
          ]}
          value={form === null ? 'text' : 'form'}
          onChange={(mode) => (mode === 'form' ? toForm() : runs.showForm(null))}
        />
        <FileButton resetRef={forgetFile} accept=".yaml,.yml,text/yaml" onChange={(file) => void open(file)}>
          {(props) => (
            <Button variant="default" {...props}>
              {texts.open}
            </Button>
          )}
        </FileButton>
        <Button variant="default" onClick={() => void replace(examplePlan)}>
          {texts.begin}
        </Button>
        <Button variant="default" disabled={text.trim() === ''} onClick={() => void save()}>
          {texts.save}
        </Button>
      </PaneBar>
      {asking !== null && (
        <QuestionDialog
          title={words.planForm[asking].title}
          go={words.planForm[asking].go}
          onClose={() => setAsking(null)}
          onGo={() => begin(asking === 'comments' ? formOfPlan(text) : null)}
        >
          <p>{words.planForm[asking].text}</p>
        </QuestionDialog>
      )}
      {other !== null && (
        <ReplaceQuestion
          onClose={() => setOther(null)}
          onGo={() => {
            setOther(null);
            runs.replace(other);
          }}
        />
      )}
    </>
  );
}
