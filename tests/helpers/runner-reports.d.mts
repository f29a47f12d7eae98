export type RunnerReport = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** File, title and the first lines of the error of each failed test. */
  readonly failures: readonly string[];
};
export function firstLines(message?: string): string;
export function readPlaywrightReport(report: unknown): RunnerReport;
