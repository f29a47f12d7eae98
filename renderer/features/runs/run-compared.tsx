import { NativeSelect } from '@mantine/core';
import { useMemo } from 'react';
import type { Run, RunSummary } from '../../../shared/contract/runs.ts';
import { compareRuns, type LatencyChange } from '../../../shared/plans/summarise.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useMinutes } from '../../lib/now.ts';
import { StatusMark } from '../../lib/ui/status-mark.tsx';
import { useRunsLanguage } from './language.ts';
import classes from './runs.module.css';

const probability = (value: number) => (value < 0.001 ? 'p < 0.001' : `p = ${value.toFixed(3)}`);

/** Chooses another run of the same plan; the previous one is first, and the default. */
function CompareWith({ run, before }: { run: Run; before: Run | null }) {
  const { words, format } = useRunsLanguage();
  const { runs } = useActions();
  const now = useMinutes();
  const list = useDeck((state) => state.runs.list);
  const texts = words.runs.changed;
  const others = (list ?? []).filter(({ name, id }) => name === run.name && id !== run.id);
  if (others.length === 0) return null;
  const label = ({ createdAt, cells }: RunSummary) => {
    // Several runs may start within a minute.
    const today = format.startOfDay(createdAt) === format.startOfDay(now);
    const when = today ? format.time(createdAt) : format.moment(createdAt, now);
    return words.runs.historyBar(when, cells.passed, cells.all);
  };
  return (
    <NativeSelect
      label={texts.choose}
      value={before?.id ?? ''}
      data={[
        ...(before === null ? [{ value: '', label: texts.chooseOne }] : []),
        ...others.map((one) => ({ value: one.id, label: label(one) })),
      ]}
      onChange={(event) => void runs.compareWith(event.currentTarget.value)}
    />
  );
}

/** An operator's speed in both runs with sample sizes, and whether the difference could be chance. */
function Operator({ change }: { change: LatencyChange }) {
  const { words, format } = useRunsLanguage();
  const texts = words.runs.changed;
  const { operator, before, after, significant } = change;
  const times = (one: typeof before) =>
    one === null ? texts.notMeasured : texts.halfOf(format.length(one.p50), one.count);
  const verdict = () => {
    if (before === null || after === null || change.probability === null) return texts.notBoth;
    const p = probability(change.probability);
    if (!significant) return texts.sameSpeed(p);
    return after.p50 > before.p50 ? texts.slower(p) : texts.faster(p);
  };
  return (
    <li>
      {operator === '–' ? words.runs.noOperator : operator}
      <span className={`${classes.faint} tnum`}>
        {texts.times(times(before), times(after))} <span>{verdict()}</span>
      </span>
    </li>
  );
}

function Compared({ run, before }: { run: Run; before: Run }) {
  const { words } = useRunsLanguage();
  const texts = words.runs.changed;
  const compared = useMemo(() => {
    // Changes are described in chronological order, whichever of the two runs is on the screen.
    const [earlier, later] = before.createdAt <= run.createdAt ? [before, run] : [run, before];
    return compareRuns(earlier.list, later.list);
  }, [run, before]);
  const changes = [
    ...compared.broke.map((change) => ({ change, kind: 'failed' as const, word: texts.broke })),
    ...compared.mended.map((change) => ({ change, kind: 'delivered' as const, word: texts.mended })),
  ];
  const share = ({ passed, cells }: { passed: number; cells: number }) => words.runs.passedOf(passed, cells);
  const { passed, onlyBefore, onlyAfter } = compared;
  const p = probability(passed.probability);
  return (
    <>
      {changes.length === 0 && <p>{texts.none}</p>}
      <ul className={classes.plain}>
        {changes.map(({ change, kind, word }) => (
          <li key={`${change.chain} ${change.number}`} className={classes.change}>
            <StatusMark kind={kind} word={word} />
            <span>
              {change.number}
              <span className={classes.faint}>
                {change.chain}, {texts.was(change.before.passed, change.before.cells)}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <p className={classes.small}>
        {texts.passed(share(passed.before), share(passed.after))}{' '}
        {passed.significant ? texts.difference(p) : texts.chance(p)}
      </p>
      {onlyBefore + onlyAfter > 0 && (
        <p className={classes.small}>{texts.onlyInOne(onlyBefore, onlyAfter)}</p>
      )}
      <h4 className={classes.operatorsTitle}>{texts.operators}</h4>
      <ul className={classes.plain} aria-label={texts.operators}>
        {compared.latency.map((change) => (
          <Operator key={change.operator} change={change} />
        ))}
      </ul>
      <p className={classes.small}>{texts.corrected}</p>
    </>
  );
}

/** The differences between two runs of the same plan, with the sample sizes. */
export function RunCompared({ run, before }: { run: Run; before: Run | null }) {
  const words = useRunsLanguage().words.runs;
  const texts = words.changed;
  const isBefore = useDeck((state) => state.runs.comparing === null);
  const hasOthers = useDeck(
    (state) => state.runs.list?.some(({ name, id }) => name === run.name && id !== run.id) ?? false,
  );
  const title = isBefore ? texts.title : texts.titleOther;
  return (
    <section aria-label={title}>
      <h3 className={classes.sideTitle}>{title}</h3>
      <CompareWith run={run} before={before} />
      {before !== null && <Compared run={run} before={before} />}
      {before === null && !hasOthers && <p className={classes.faint}>{texts.first}</p>}
    </section>
  );
}
