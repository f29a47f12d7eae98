/** Reads runs and writes their reports. */
import { createHash } from 'node:crypto';
import type { Separator } from '../../../../shared/contract/common.ts';
import type { Run, RunSummary } from '../../../../shared/contract/runs.ts';
import { fail, ok, type Problem, type Result } from '../../../../shared/messaging/problem.ts';
import { assertNever } from '../../../../shared/messaging/types.ts';
import { runsProblem } from '../../../../shared/problems/runs.ts';
import type { ReadingStore } from '../../store.ts';
import type { YamlReader } from '../../yaml/yaml-reader.ts';
import { htmlOf } from './report/html-report.ts';
import { junitOf } from './report/junit.ts';
import { redactRun } from './report/redact.ts';
import { csvOf, jsonOf } from './report/table.ts';
import type { StoredRun } from './sql/read-runs.ts';

type ReportFormat = 'junit' | 'csv' | 'json' | 'html';

type PlanReader = Pick<YamlReader, 'plan'>;

/** Returns the calls that read runs. */
export function runReads(store: ReadingStore, yaml: PlanReader) {
  const viewRun = runViewer(yaml);
  const get = async ({ id }: { readonly id: string }): Promise<Result<Run>> => {
    const run = await store.read('readRun', { id });
    return run === null ? fail(noRun(id)) : ok(await viewRun(run));
  };
  return {
    get,
    async report(input: {
      readonly id: string;
      readonly format: ReportFormat;
      readonly showNumbers?: boolean | undefined;
    }): Promise<Result<{ text: string }>> {
      const { id, format } = input;
      const stored = await store.read('readRun', { id });
      if (stored === null) return fail(noRun(id));
      // Only this format shows the plan's question, for which the plan must be read.
      const run = format === 'html' ? await viewRun(stored) : viewed(stored, null);
      return ok({ text: reportOf(input.showNumbers === true ? run : redactRun(run), format) });
    },
    list: ({ name }: { readonly name?: string | undefined }): Promise<RunSummary[]> =>
      store.read('listRuns', { name: name ?? null }),
    async find({ name }: { readonly name: string }): Promise<Result<{ id: string }>> {
      const [id, ...others] = await store.read('findRuns', { name });
      if (id === undefined) return fail(noRun(name));
      if (others.length === 0) return ok({ id });
      return fail(runsProblem('run-ambiguous', { name, ids: [id, ...others].join(', ') }, 'id'));
    },
  };
}

/**
 * Adds the plan's question and hash to a run. An active run is requested repeatedly, and parsing a plan with
 * thousands of numbers takes long, so those of the last plan are cached.
 */
function runViewer(yaml: PlanReader): (run: StoredRun) => Promise<Run> {
  let last: { readonly plan: string; readonly confirm: Promise<string | null> } | null = null;

  async function confirmOf(plan: string): Promise<string | null> {
    try {
      // The plan was valid when the run started, whatever the time is now.
      const read = await yaml.plan(plan, null);
      if (read.ok) return read.plan.confirm;
    } catch (error) {
      // The thread failed; the next request starts another one.
      forget(plan);
      throw error;
    }
    // Reading took too long, for example because the computer was busy; the next request reads the plan again.
    forget(plan);
    return null;
  }

  function forget(plan: string): void {
    if (last?.plan === plan) last = null;
  }

  return async (run) => {
    if (run.plan === '') return viewed(run, null);
    if (last?.plan !== run.plan) last = { plan: run.plan, confirm: confirmOf(run.plan) };
    return viewed(run, await last.confirm);
  };
}

function viewed({ chainOf: _chainOf, air: _air, ...run }: StoredRun, confirm: string | null): Run {
  const planHash = run.plan === '' ? null : createHash('sha256').update(run.plan).digest('hex');
  return { ...run, confirm, planHash };
}

export function reportOf(run: Run, format: ReportFormat, separator?: Separator): string {
  switch (format) {
    case 'junit':
      return junitOf(run);
    case 'csv':
      return csvOf(run, separator);
    case 'json':
      return `${JSON.stringify(jsonOf(run), null, 2)}\n`;
    case 'html':
      return htmlOf(run);
    default:
      return assertNever(format);
  }
}

export function noRun(id: string): Problem {
  return runsProblem('no-such-run', { id }, 'id');
}
