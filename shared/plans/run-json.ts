/** Test runs as JSON for programs: the command line prints these, and the JSON report holds them. docs/cli-json.md describes each. */
import type { RunSummary } from '../contract/runs.ts';
import { errorJson } from '../problems/error-json.ts';
import type { Distribution } from './statistics.ts';
import type { Comparison } from './summarise.ts';

export function runJson(run: RunSummary) {
  return {
    id: run.id,
    plan: run.name,
    account: run.live ? 'live' : 'sandbox',
    sandbox: run.sandbox,
    state: run.state,
    error: run.problem === null ? null : errorJson(run.problem),
    started_at: new Date(run.createdAt).toISOString(),
    finished_at: run.finishedAt === null ? null : new Date(run.finishedAt).toISOString(),
    cells: run.cells,
    cost: { amount: run.cost, currency: 'EUR' },
  };
}

/** Quantiles lie between two measured times; they are rounded to milliseconds. */
export function latencyJson(latency: Distribution | null) {
  if (latency === null) return null;
  const { count, min, p50, p90, p95, max } = latency;
  return {
    count,
    min_ms: Math.round(min),
    median_ms: Math.round(p50),
    p90_ms: Math.round(p90),
    p95_ms: Math.round(p95),
    max_ms: Math.round(max),
  };
}

/** @param slow the operators that became slower than is allowed */
export function comparisonJson(compared: Comparison, slow: readonly string[]) {
  const { passed } = compared;
  return {
    broke: compared.broke,
    fixed: compared.mended,
    too_slow: slow,
    only_before: compared.onlyBefore,
    only_after: compared.onlyAfter,
    passed: { ...passed, probability: roundedProbability(passed.probability) },
    latency: compared.latency.map(({ operator, before, after, probability, significant }) => ({
      operator,
      before: latencyJson(before),
      after: latencyJson(after),
      probability: probability === null ? null : roundedProbability(probability),
      significant,
    })),
  };
}

/** Three digits say whether to believe it, however small it is. */
const roundedProbability = (probability: number): number => Number(probability.toPrecision(3));
