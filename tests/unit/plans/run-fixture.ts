import type { Run, RunCell } from '../../../shared/contract/runs.ts';

/** Returns a run with everything that is difficult to format. */
export function awkwardRun(): Run {
  const cell = (more: Partial<RunCell>): RunCell => ({
    position: 0,
    attempt: 1,
    chain: 'viber, "then" sms',
    number: 'Tele2 <phone> & co',
    country: 'EE',
    operator: 'Tele2',
    round: 1,
    messageId: 'm1',
    sentAt: Date.UTC(2026, 10, 25, 10),
    result: null,
    handset: null,
    handsetAt: null,
    ...more,
  });
  const result = (more: Partial<NonNullable<RunCell['result']>>): NonNullable<RunCell['result']> => ({
    verdict: 'passed',
    judgements: [{ written: 'reaches: any within 30 s', verdict: 'passed', found: { text: 'after 1.2 s' } }],
    deliveredBy: 'viber',
    reachedAfterMs: 1234,
    cost: '0.045',
    state: 'delivered',
    message: null,
    ...more,
  });
  const failed = result({
    verdict: 'failed',
    deliveredBy: null,
    reachedAfterMs: null,
    state: 'failed',
    judgements: [
      {
        written: 'reaches: any within 30 s',
        verdict: 'failed',
        found: { text: 'not reached ]]> <b>&\u0007\u{1F600}' },
      },
      { written: 'never: FAILED', verdict: 'passed', found: { text: 'never said' } },
    ],
  });
  return {
    id: 'abc',
    name: 'Kõik & <kogu> "plaan"',
    accountId: 'a',
    live: false,
    sandbox: { account: 'run-abc', credit: '100.00', seed: 7, speed: 1, weather: 'Bad <day> & "rain"' },
    state: 'finished',
    problem: null,
    createdAt: Date.UTC(2026, 10, 25, 10),
    finishedAt: Date.UTC(2026, 10, 25, 10, 1),
    cells: { all: 4, sent: 3, passed: 1, failed: 2 },
    cost: '0.135',
    plan: 'number: +37255550100',
    planHash: 'b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184',
    confirm: null,
    list: [
      cell({ result: result({}), handset: 'missing', handsetAt: 1 }),
      cell({ position: 1, round: 2, result: failed }),
      cell({ position: 2, number: '+37255550100', operator: null, result: failed, attempt: 2 }),
      cell({ position: 3, number: '=cmd()', chain: 'sms only', messageId: null, sentAt: null }),
    ],
    earlier: [cell({ position: 2, number: '+37255550100', operator: null, result: failed })],
  };
}
