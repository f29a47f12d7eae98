/** A test run with as many messages as a plan may have: each is sent exactly once, and each cell is judged. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { attachTo, must, requestKey } from '../helpers/console-fixture.ts';
import { count, seed } from '../helpers/counts.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { startOmnideck } from '../helpers/omnideck-process.ts';
import { reportFigures } from '../helpers/report-figures.ts';
import { type AcceptedOne, type SentCell, sendingFaults } from '../helpers/sending-faults.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const messages = count({ short: 200, long: 10_000 });
const rounds = 4;

/** Endings of numbers whose messages the sandbox accepts: delivered, failed, late, lost, or first answered with 429. */
const endings = ['00', '01', '02', '10', '12', '13', '14', '15', '33', '45'] as const;

const numbers = Array.from({ length: messages / rounds }, (_, index) => {
  const ending = endings[index % endings.length];
  return `  - name: p${index}\n    number: +37255${String(index).padStart(4, '0')}${ending}`;
});

const plan = `name: As large as possible
seed: ${seed() % 1_000}
pace: 50
repeat: ${rounds}
timeout: 30 s
numbers:
${numbers.join('\n')}
chains:
  - steps:
      - viber: Your code is 1234
        wait: 2 s
      - sms: Your code is 1234
expect:
  - reaches: any within 20 s
`;

type Cell = SentCell & { readonly sentAt: number; readonly result: string | null };

/** Returns the most memory that a process has used, MB; null where the system does not say it. */
function peakMemory(pid: number): number | null {
  if (process.platform !== 'linux') return null;
  const peak = /^VmHWM:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return peak === undefined ? null : Math.round(Number(peak) / 1024);
}

async function open() {
  const folder = temporaryFolder();
  const serve = startOmnideck(['serve', '--sandbox', '--no-open', '--data', folder]);
  await serve.ready();
  const { client, close } = await attachTo(folder);
  const end = async () => {
    await close();
    serve.signal('SIGTERM');
    expect(await serve.ended).toMatchObject({ code: 0 });
  };
  return { client, end, pid: serve.pid, file: join(folder, 'omnideck.db') };
}

it('a test run of many messages sends each of them exactly once, and judges each cell', async () => {
  const { client, end, pid, file } = await open();
  const account = must(await client.accounts.sandbox());
  const { id } = must(
    await client.runs.start({ text: plan, accountId: account.id, live: false, requestKey: requestKey() }),
  );
  const summary = async () => must(await client.runs.summary({ id }));
  await expect.poll(async () => (await summary()).state, { timeout: 3_000_000 }).toBe('finished');
  const { cells, createdAt, finishedAt } = await summary();
  const peak = peakMemory(pid);
  const { controlUrl } = must(await client.sandbox.state());
  const answer = await fetch(`${controlUrl}/messages`);
  const accepted = ((await answer.json()) as { messages: AcceptedOne[] }).messages;
  await end();

  const sent = rowsOf(
    file,
    `SELECT c.position || '/' || c.attempt AS cell, m.id AS messageId, m.state, m.recipient AS "to",
       m.omnimessage_id AS omnimessageId, c.sent_at AS sentAt, c.result
     FROM run_cell c JOIN omnimessage m ON m.id = c.message_id ORDER BY c.sent_at`,
  ) as Cell[];
  const faults = sendingFaults(sent, accepted);
  const judged = sent.filter(({ result }) => result !== null).length;
  const sendingMs = (sent.at(-1)?.sentAt ?? 0) - (sent[0]?.sentAt ?? 0);
  reportFigures('A large test run', [
    ['messages of the run', messages],
    ['messages accepted by the sandbox', accepted.length],
    ['messages sent twice, lost or mixed up', faults.length],
    ['cells judged', judged],
    ['seconds from the start to the last judgement', Math.round(((finishedAt ?? 0) - createdAt) / 1000)],
    ['messages sent in a second (pace: 50)', ((sent.length * 1000) / sendingMs).toFixed(1)],
    ['memory of the console and its sandbox at the peak', peak === null ? 'not measured' : `${peak} MB`],
  ]);
  expect(faults).toEqual([]);
  expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(messages);
  expect(accepted).toHaveLength(messages);
  expect(judged).toBe(messages);
  expect(cells).toMatchObject({ all: messages, sent: messages, passed: messages - cells.failed });
  expect(cells.passed).toBeGreaterThan(cells.failed);
});
