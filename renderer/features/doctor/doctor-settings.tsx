import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ProblemView } from '../../../shared/contract/common.ts';
import type { Check, Doctor } from '../../../shared/contract/doctor.ts';
import { useActions } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import { useMinutes } from '../../lib/now.ts';
import { CopyButton } from '../../lib/ui/copy-button.tsx';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import classes from '../../lib/ui/settings.module.css';
import type { StatusKind } from '../../lib/ui/status-kind.ts';
import { StatusMark } from '../../lib/ui/status-mark.tsx';
import type { Words } from '../../lib/words/words.ts';

const kinds: Readonly<Record<Check['state'], StatusKind>> = {
  ok: 'delivered',
  warning: 'delivered-twice',
  failed: 'failed',
  skipped: 'not-needed',
};

function CheckRow({ check }: { check: Check }) {
  const { words, format } = useLanguage();
  const texts = words.doctor;
  const textOf = useProblemText();
  const shownTexts = check.problem === null ? null : textOf(check.problem);
  return (
    <li className={classes.check}>
      <StatusMark kind={kinds[check.state]} word={texts.states[check.state]} quiet={check.state === 'ok'} />
      <div>
        <p>
          {texts.names[check.name]}
          {check.state !== 'skipped' && (
            <span className={`${classes.checkTook} tnum`}>{texts.took(format.length(check.tookMs))}</span>
          )}
        </p>
        {shownTexts === null ? (
          <p className={classes.checkFound}>{words.phraseText(check.found)}</p>
        ) : (
          <>
            <p className={classes.checkFound}>{shownTexts.message}</p>
            <p className={classes.checkFound}>{shownTexts.hint}</p>
          </>
        )}
      </div>
    </li>
  );
}

/** Returns the report as text that may be shared; the engine puts no password, number or text into it. */
function textOfReport(
  doctor: Doctor,
  { doctor: { names }, phraseText }: Words,
  lineOf: (problem: ProblemView) => string,
): string {
  const lines = doctor.checks.map(
    ({ name, state, found, problem }) =>
      `${state.padEnd(8)} ${names[name]}: ${phraseText(found)}${problem === null ? '' : `\n         ${lineOf(problem)}`}`,
  );
  return [
    `Omnideck ${doctor.version}, ${doctor.system}, ${new Date(doctor.at).toISOString()}`,
    ...lines,
  ].join('\n');
}

/** Runs all checks on request, each with what to do. */
export function DoctorSettings() {
  const { words, format } = useLanguage();
  const texts = words.doctor;
  const textOf = useProblemText();
  const { doctor } = useActions();
  const now = useMinutes();
  const [busy, setBusy] = useState(false);
  const [report, setReport] = useState<Doctor | null>(null);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const look = async () => {
    setBusy(true);
    const answer = await doctor.examine();
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) setReport(answer.value);
  };
  return (
    <div aria-live="polite" aria-busy={busy}>
      <p className={classes.lead}>{texts.intro}</p>
      <div className={classes.checkBar}>
        <Button variant={report === null ? 'filled' : 'default'} loading={busy} onClick={() => void look()}>
          {report === null ? texts.run : texts.again}
        </Button>
        {report !== null && (
          <>
            <span className={classes.checkFound}>{texts.checked(format.when(report.at, now))}</span>
            <CopyButton value={textOfReport(report, words, textOf.whole)} label={texts.copy} />
          </>
        )}
      </div>
      {problem !== null && <ProblemNotice problem={problem} alert />}
      {report !== null && (
        <ul className={classes.checks} aria-label={texts.list}>
          {report.checks.map((check) => (
            <CheckRow key={check.name} check={check} />
          ))}
        </ul>
      )}
    </div>
  );
}
