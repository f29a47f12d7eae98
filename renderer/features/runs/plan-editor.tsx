import { Button } from '@mantine/core';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { formOfPlan, writePlan } from '../../../shared/plans/plan-form.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { Notice, ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import { QuestionDialog } from '../../lib/ui/question-dialog.tsx';
import { showResult } from '../../lib/ui/show-result.ts';
import { LineProblems, TextLines } from '../../lib/ui/text-lines.tsx';
import { FieldProblems } from './field-problems.tsx';
import { useRunsLanguage } from './language.ts';
import { PlanBar } from './plan-bar.tsx';
import { PlanFields } from './plan-form.tsx';
import classes from './runs.module.css';
import type { PlanCheck } from './runs-state.ts';
import { useEstimate } from './use-estimate.ts';

type ShownProblem = Parameters<typeof ProblemNotice>[0]['problem'];
type GoodPlan = Extract<PlanCheck, { ok: true }>['plan'];

/** What the plan would do, shown before it runs. */
function Good({ plan, cost }: { plan: GoodPlan; cost: string | null }) {
  const words = useRunsLanguage().words.runs.plan;
  return (
    <div aria-live="polite">
      <p>{words.good(plan.chains.length, plan.numbers.length, plan.cells)}</p>
      {cost !== null && <p className={classes.small}>{cost}</p>}
      <ul className={classes.plain}>
        {plan.chains.map((chain) => (
          <li key={chain.name}>
            {chain.name}
            <span className={classes.faint}>{chain.expect.join('; ')}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function LiveDialog({
  plan,
  cost,
  account,
  onClose,
  onSend,
}: {
  plan: GoodPlan;
  cost: string | null;
  account: string;
  onClose: () => void;
  onSend: () => void;
}) {
  const texts = useRunsLanguage().words.runs.plan;
  return (
    <QuestionDialog
      title={texts.liveTitle(plan.cells)}
      go={texts.send}
      disabled={!plan.live || plan.agreed === null || cost === null}
      onClose={onClose}
      onGo={onSend}
    >
      <p>{texts.liveText(account)}</p>
      <p aria-live="polite">{cost ?? texts.costAsking}</p>
      {plan.live && plan.agreed !== null ? (
        <p>{texts.liveAgreed(plan.agreed)}</p>
      ) : (
        <Notice tone="warn" title={texts.liveNot} />
      )}
    </QuestionDialog>
  );
}

/** Explains that the plan is not saved, and what the user can do. */
function NotKept() {
  const texts = useRunsLanguage().words.runs.plan;
  const common = useRunsLanguage().words.common;
  const { runs } = useActions();
  const problem = useDeck((state) => state.runs.notKept);
  // The banner at the top shows that the engine is unavailable; the plan is saved when it returns.
  if (problem === null || problem.code === 'engine-unreachable') return null;
  const changed = problem.code === 'plan-changed';
  return (
    <div className={classes.notice}>
      <ProblemNotice problem={problem} tone="warn" alert>
        <div className={classes.buttons}>
          <Button variant="default" onClick={() => void runs.keepThisPlan()}>
            {changed ? texts.keepThis : common.tryAgain}
          </Button>
          {changed && (
            <Button variant="default" onClick={() => void runs.takeOtherPlan()}>
              {texts.takeOther}
            </Button>
          )}
        </div>
      </ProblemNotice>
    </div>
  );
}

/** Beside the plan: its problems or what it would do, and the buttons that start it. */
function PlanSide({
  asForm,
  area,
  check,
  cost,
  problem,
  busy,
  onSandbox,
  onLive,
}: {
  asForm: boolean;
  area: RefObject<HTMLTextAreaElement | null>;
  check: PlanCheck | null;
  cost: string | null;
  problem: ShownProblem | null;
  busy: boolean;
  onSandbox: () => void;
  /** null: the current account is the sandbox. */
  onLive: (() => void) | null;
}) {
  const texts = useRunsLanguage().words.runs.plan;
  const good = check?.ok === true ? check.plan : null;
  const found = (check?.ok === true ? check.warnings : check?.problems) ?? [];
  const title = good === null ? texts.problems : texts.warnings;
  return (
    <aside className={classes.side} aria-label={texts.problems}>
      {problem !== null && <ProblemNotice problem={problem} alert />}
      {found.length > 0 && asForm && <FieldProblems title={title} problems={found} />}
      {found.length > 0 && !asForm && (
        <LineProblems area={area} title={title} lineName={texts.line} problems={found} />
      )}
      {good !== null && <Good plan={good} cost={cost} />}
      <div className={classes.buttons}>
        <Button disabled={good === null} loading={busy} onClick={onSandbox}>
          {texts.runSandbox}
        </Button>
        {onLive !== null && (
          <Button variant="default" disabled={good === null} onClick={onLive}>
            {texts.runLive}
          </Button>
        )}
      </div>
    </aside>
  );
}

/** Edits a plan, which is checked while the user types, and runs it. */
export function PlanEditor() {
  const texts = useRunsLanguage().words.runs.plan;
  const { frame, runs } = useActions();
  const text = useDeck((state) => state.runs.text);
  const check = useDeck((state) => state.runs.check);
  const account = useDeck((state) => state.console.accounts?.find((one) => one.current) ?? null);
  const form = useDeck((state) => state.runs.form);
  const asForm = useDeck((state) => state.runs.asForm);
  const textOf = useProblemText();
  const area = useRef<HTMLTextAreaElement>(null);
  const [live, setLive] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ShownProblem | null>(null);
  useEffect(() => {
    runs.check();
    void runs.openPlan();
  }, [runs]);
  useEffect(() => {
    if (asForm) runs.showForm(formOfPlan(text));
  }, [asForm, text, runs]);
  const good = check?.ok === true ? check.plan : null;
  const cost = useEstimate(good === null ? null : runs.estimate, good).text;
  const start = async (accountId: string, isLive: boolean) => {
    const answer = await runs.start(accountId, isLive);
    setBusy(false);
    setLive(false);
    if (answer.ok) frame.go({ screen: 'runs', id: answer.value.id });
    else setProblem(answer.problem);
  };
  const inSandbox = async () => {
    setBusy(true);
    setProblem(null);
    const sandbox = await runs.sandbox();
    if (!showResult(sandbox)) return setBusy(false);
    await start(sandbox.value.id, false);
  };
  const problems = check?.ok === false ? check.problems : null;
  const faultAt = (path: string) => {
    /* Missing values are only shown at the side. */
    const fault = problems?.find((one) => one.field === path && one.code !== 'empty');
    return fault === undefined ? undefined : textOf(fault).message;
  };
  return (
    <section className={classes.whole} aria-label={texts.title}>
      <PlanBar form={form} text={text} />
      <NotKept />
      <div className={classes.columns}>
        {form === null ? (
          <div className={classes.editor}>
            <TextLines
              area={area}
              label={texts.text}
              description={texts.help}
              value={text}
              onChange={runs.write}
            />
          </div>
        ) : (
          <PlanFields form={form} fault={faultAt} onChange={(next) => runs.fill(next, writePlan(next))} />
        )}
        <PlanSide
          asForm={form !== null}
          area={area}
          check={check}
          cost={cost}
          problem={problem}
          busy={busy}
          onSandbox={() => void inSandbox()}
          onLive={account?.kind === 'messente' ? () => setLive(true) : null}
        />
      </div>
      {live && good !== null && account !== null && (
        <LiveDialog
          plan={good}
          cost={cost}
          account={account.name}
          onClose={() => setLive(false)}
          onSend={() => void start(account.id, true)}
        />
      )}
    </section>
  );
}
