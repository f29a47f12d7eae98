/** Tests expectations for single numbers and groups, and negative ones, with the outcomes of the sandbox. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Client } from '../../electron/engine/local-socket/attach.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { englishPhrase } from '../../shared/problems/english-text.ts';
import { consoleWithSandbox, must, requestKey } from '../helpers/console-fixture.ts';
import { runToEnd } from '../helpers/plan-fixture.ts';

const matrix = readFileSync(
  new URL('../../docs/examples/plans/fallback-matrix.yaml', import.meta.url),
  'utf8',
);

async function resultsOf(client: Client, accountId: string, text: string) {
  const { id } = must(await client.runs.start({ text, accountId, live: false, requestKey: requestKey() }));
  return foundIn(await runToEnd(client, id));
}

/** Returns each expectation of each number with its verdict and what was found. */
function foundIn(run: Run): Record<string, string[]> {
  return Object.fromEntries(
    run.list.map(({ number, result }) => [
      number,
      (result?.judgements ?? []).map(
        ({ written, verdict, found }) => `${verdict} ${written} (${englishPhrase(found)})`,
      ),
    ]),
  );
}

describe('a fallback matrix', () => {
  it('is one plan that passes: each number has its own expectations beside those of the plan', async () => {
    const { client, accountId } = await consoleWithSandbox({ lateReportsMs: 500 });
    const { id } = must(
      await client.runs.start({ text: matrix, accountId, live: false, requestKey: requestKey() }),
    );
    const run = await runToEnd(client, id);
    expect(run.cells).toMatchObject({ all: 5, passed: 5, failed: 0 });
    const found = foundIn(run);
    // A time differs with each run.
    expect(found['has Viber']?.map((line) => line.replace(/\(after .*\)/u, '(after …)'))).toEqual([
      'passed reaches: any within 30 s (after …)',
      'passed delivered: at most once (delivered by viber)',
      'passed never: FAILED (never reported)',
      'passed first channel: viber (reached by viber)',
    ]);
    expect(found['switched off']).toEqual([
      'passed delivered: at most once (not reached)',
      'passed never: FAILED (never reported)',
      'passed reaches: nobody (not reached)',
    ]);
    expect(found.mistyped).toEqual([
      'passed delivered: at most once (not reached)',
      'passed never: FAILED (never reported)',
      'passed refused: 105 (refused with HTTP 400, code 105)',
    ]);
  });
});

describe('a negative expectation of a test run', () => {
  it('fails if what must not happen happened', async () => {
    const { client, accountId } = await consoleWithSandbox({ lateReportsMs: 3_000 });
    const found = await resultsOf(
      client,
      accountId,
      `name: Negative
timeout: 30 s
numbers:
  - { name: twice, number: "+37255550120", expect: [delivered once] }
  - { name: reached, number: "+37255550100", expect: [reaches nobody] }
  - { name: accepted, number: "+37255550200", expect: [refused 105] }
  - { name: other code, number: "+37255550140", expect: [refused 103] }
  - { name: refused, number: "+37255550240", expect: [reaches nobody] }
  - { name: undelivered, number: "+37255550112", expect: [delivered once] }
chains:
  - steps:
      - viber: Hello
        wait: 10 s
      - sms: Hello
`,
    );
    expect(found).toEqual({
      twice: ['failed delivered: once (delivered by viber, sms)'],
      reached: ['failed reaches: nobody (delivered by viber)'],
      accepted: ['failed refused: 105 (Messente accepted it)'],
      'other code': ['failed refused: 103 (refused with HTTP 400, code 105)'],
      // A message that was not sent shows nothing about its delivery.
      refused: [expect.stringMatching(/^failed reaches: nobody \(not sent: /u)],
      undelivered: ['failed delivered: once (not reached)'],
    });
  });
});
