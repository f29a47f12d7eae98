/** Tests what the reports of a test run say about messages that failed, with the sandbox's own answers and statuses. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Client } from '../../electron/engine/local-socket/attach.ts';
import { consoleWithSandbox, must, requestKey } from '../helpers/console-fixture.ts';
import { omnideck } from '../helpers/omnideck-process.ts';
import { runToEnd } from '../helpers/plan-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const endings = ['00', '12', '13', '40', '42'] as const;

function planOf(numbers: readonly string[]): string {
  const lines = numbers.map(
    (ending) => `  - name: phone ${ending}\n    number: "+3725550${ending}${ending}"`,
  );
  return `name: Why
timeout: 4 s
numbers:
${lines.join('\n')}
chains:
  - name: viber, then sms
    steps:
      - viber: Hello
        wait: 2 s
      - sms: Hello
  - name: sms
    steps:
      - sms: Hello
expect:
  - reaches: any
`;
}

type Cell = {
  readonly chain: string;
  readonly number: string;
  readonly verdict: string;
  readonly message_id: string | null;
  readonly omnimessage_id: string | null;
  readonly waited_ms: number | null;
  readonly answer: { http_status: number | null; codes: string[]; error: { code: string } } | null;
  readonly steps: readonly Record<string, unknown>[];
};

async function reportsOf(client: Client, id: string) {
  const textOf = async (format: 'json' | 'csv' | 'html' | 'junit') =>
    must(await client.runs.report({ id, format })).text;
  const json = JSON.parse(await textOf('json')) as { list: Cell[] };
  return {
    cellOf: (chain: string, number: string) =>
      json.list.find((cell) => cell.chain === chain && cell.number === number),
    ...{ csv: await textOf('csv'), html: await textOf('html'), junit: await textOf('junit') },
  };
}

describe('the reports of a test run', () => {
  it('say why a message failed and which message it was', async () => {
    const { client, accountId } = await consoleWithSandbox({ lateReportsMs: 500 });
    const { id } = must(
      await client.runs.start({ text: planOf(endings), accountId, live: false, requestKey: requestKey() }),
    );
    await runToEnd(client, id);
    const { cellOf, csv, html, junit } = await reportsOf(client, id);
    const { rows } = await client.messages.list({ filter: { batchId: id }, limit: 100 });
    const messageOf = (number: string) => rows.find((row) => row.to.endsWith(number));

    const failed = cellOf('viber, then sms', 'phone 12');
    expect(failed).toMatchObject({
      verdict: 'failed',
      answer: null,
      steps: [
        { channel: 'viber', status: 'UNDELIV', err: 1, meaning: 'Delivery failure' },
        { channel: 'sms', status: 'UNDELIV', err: 1, meaning: 'Delivery failure' },
      ],
    });
    const detail = must(await client.messages.get({ id: failed?.message_id ?? '' }));
    expect(detail.omnimessageId).toBe(failed?.omnimessage_id);
    expect(detail.steps.map(({ messageId }) => messageId)).toEqual(
      failed?.steps.map(({ message_id: messageId }) => messageId),
    );
    expect(failed?.waited_ms).toBeGreaterThan(0);

    expect(cellOf('sms', 'phone 13')?.steps).toMatchObject([
      { status: 'REJECTD', err: 7, meaning: 'The sender name is not allowed' },
    ]);
    expect(cellOf('sms', 'phone 40')).toMatchObject({
      verdict: 'failed',
      omnimessage_id: null,
      answer: { http_status: 400, codes: ['105'], error: { code: 'invalid-data' } },
    });
    expect(messageOf('4040')?.state).toBe('refused');
    // A passed message is named too, and its last status is known.
    expect(cellOf('sms', 'phone 00')).toMatchObject({
      verdict: 'passed',
      omnimessage_id: expect.stringMatching(/-/u),
      steps: [{ status: 'DELIVRD', state: 'delivered', err: 0, meaning: null }],
    });
    const ids = [failed?.message_id, failed?.omnimessage_id, failed?.steps[0]?.message_id].map(String);
    for (const report of [csv, html, junit]) {
      expect(report).toContain('viber UNDELIV, err 1 (Delivery failure)');
      expect(report).toContain('REJECTD, err 7 (The sender name is not allowed)');
      expect(report).toContain('HTTP 400, code 105');
      for (const one of ids) expect(report).toContain(one);
      expect(report).not.toContain('37255500');
    }
  });

  it('name an answer whose outcome is not known', async () => {
    const { client, accountId } = await consoleWithSandbox({ lateReportsMs: 500 });
    const text = planOf(['42']);
    const { id } = must(await client.runs.start({ text, accountId, live: false, requestKey: requestKey() }));
    await runToEnd(client, id);
    const { cellOf, junit } = await reportsOf(client, id);
    expect(cellOf('viber, then sms', 'phone 42')).toMatchObject({
      verdict: 'failed',
      answer: { http_status: 500, codes: ['104'] },
    });
    // It was waited for until the time limit of the plan, and is not known to be sent.
    expect(junit).toMatch(
      /<testcase [^>]*phone 42[^>]* time="(?:[4-9]|\d\d+)\.\d{3}">\s*<error type="not-sent"/u,
    );
  });
});

describe('the command line', () => {
  it('prints below a failed message why it failed and which message it was', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'plan.yaml');
    writeFileSync(file, planOf(['12', '40']));
    const ended = await omnideck(['run', file, '--data', temporaryFolder()]);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain(
      '        viber UNDELIV, err 1 (Delivery failure)\n        sms UNDELIV, err 1 (Delivery failure)\n',
    );
    expect(ended.stdout).toMatch(/ {8}request answered HTTP 400, code 105\n/u);
    expect(ended.stdout).toMatch(
      / {8}message [0-9a-z]{16}, omnimessage [0-9a-f-]{36}, viber [0-9a-f-]{36}, sms [0-9a-f-]{36}\n/u,
    );
  });
});
