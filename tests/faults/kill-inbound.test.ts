/**
 * Kills (SIGKILL) during a flood of inbound messages, many of which are sent several times. Afterwards every message that
 * was answered 200 is stored exactly once, with its bytes, and every opt-out has had its effect exactly once.
 * `npm run test:long` makes more kills.
 */
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { attachTo, must } from '../helpers/console-fixture.ts';
import { count, seed } from '../helpers/counts.ts';
import { databaseFaults, rowsOf } from '../helpers/database-faults.ts';
import { inboundBody } from '../helpers/inbound-fixture.ts';
import { type OmnideckProcess, startOmnideck } from '../helpers/omnideck-process.ts';
import { reportFigures } from '../helpers/report-figures.ts';
import { seededRandom } from '../helpers/seed-data.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const kills = count({ short: 3, long: 40 });
const random = seededRandom(seed());
const senders = 8;
/** The secret of the numbers of the built-in sandbox. */
const secret = 'demo';
/** Each of these people has a queued message. */
const people = Array.from({ length: 600 }, (_, index) => `+3725556${String(index).padStart(4, '0')}`);
/** The first of three writes STOP, the second writes what needs a decision, the third something else. */
const texts = ['STOP', 'please stop', 'Tere!'] as const;

/** Posts a signed body. @returns the status; null if the console was killed before its answer */
async function post(url: string, body: string): Promise<number | null> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'x-messente-signature': createHmac('sha256', secret).update(body).digest('hex') },
      body,
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return null;
  }
}

/** Posts messages without a pause until the console is gone; repeats some, as Messente does if it gets no answer. */
function createFlood() {
  const acknowledged = new Map<string, string>();
  const unanswered: [name: string, body: string][] = [];
  const others: number[] = [];
  let last = 0;
  let posts = 0;
  let wanted = { at: 0, resolve: (): void => undefined };

  function next(): [name: string, body: string] {
    const again = unanswered.pop();
    if (again !== undefined) return again;
    const known = [...acknowledged];
    if (known.length > 0 && random() < 0.2) return known[Math.floor(random() * known.length)] ?? next();
    last += 1;
    const name = `m${last}`;
    const sender = people[last % people.length];
    return [name, inboundBody({ msg_id: name, sub_msg_id: 's', sender, text: texts[last % texts.length] })];
  }

  async function send(url: string): Promise<void> {
    for (;;) {
      const [name, body] = next();
      const status = await post(url, body);
      if (status === null) {
        unanswered.push([name, body]);
        return;
      }
      if (status === 200) acknowledged.set(name, body);
      else others.push(status);
      posts += 1;
      if (posts >= wanted.at) wanted.resolve();
    }
  }

  return {
    acknowledged,
    others,
    posts: () => posts,
    run: (url: string) => Promise.all(Array.from({ length: senders }, () => send(url))),
    /** Resolves once this many more requests were answered. */
    more(answers: number): Promise<void> {
      return new Promise((resolve) => {
        wanted = { at: posts + answers, resolve };
      });
    },
  };
}

function expectWhole(file: string, { acknowledged, others }: ReturnType<typeof createFlood>): number {
  expect(others).toEqual([]);
  const stored = rowsOf(file, 'SELECT msg_id AS name, count(*) AS n FROM inbound_message GROUP BY msg_id');
  expect(stored.filter(({ n }) => n !== 1)).toEqual([]);
  const bodies = new Map(
    rowsOf(
      file,
      `SELECT m.msg_id AS name, CAST(c.body AS TEXT) AS body FROM inbound_message m
       JOIN callback c ON c.id = (SELECT min(id) FROM callback WHERE inbound_message_id = m.id)`,
    ).map(({ name, body }) => [String(name), String(body)]),
  );
  expect(bodies.size).toBe(stored.length);
  const lost = [...acknowledged].filter(([name, body]) => bodies.get(name) !== body);
  expect(lost).toEqual([]);
  expectEffects(file);
  return stored.length;
}

/** Every stored answer has had its effect, and nobody else is affected. */
function expectEffects(file: string): void {
  const written = rowsOf(
    file,
    `SELECT p.recipient AS person, p.state, p.problem ->> 'code' AS code,
       (SELECT count(*) FROM inbound_message m WHERE m.sender = p.recipient AND m.text = 'STOP') AS stops,
       (SELECT count(*) FROM inbound_message m WHERE m.sender = p.recipient AND m.text = 'please stop') AS near,
       (SELECT count(*) FROM do_not_send d WHERE d.number = p.recipient) AS listed,
       (SELECT count(*) FROM journal j WHERE j.number = p.recipient AND j.what = 'do-not-send-added') AS entries
     FROM omnimessage p`,
  );
  expect(written).toHaveLength(people.length);
  for (const { person, state, code, stops, near, listed, entries } of written) {
    const expected =
      Number(stops) > 0
        ? { state: 'refused', code: 'do-not-send', listed: 1 }
        : { state: 'queued', code: Number(near) > 0 ? 'held-by-answer' : null, listed: 0 };
    expect({ person, state, code, listed, entries }).toEqual({ person, ...expected, entries: stops });
  }
}

it(`kills during a flood of inbound messages lose and double nothing that was answered 200 (seed ${seed()})`, {
  timeout: 120_000 + kills * 60_000,
}, async () => {
  const root = temporaryFolder();
  const folder = join(root, 'data');
  const file = join(folder, 'omnideck.db');
  const serve = async (): Promise<OmnideckProcess> => {
    const started = startOmnideck(['serve', '--no-open', '--sandbox', '--data', folder]);
    await started.ready();
    return started;
  };
  /** Returns the address of the number, which has another port if the last one is not free. */
  const addressNow = async (): Promise<string> => {
    const session = await attachTo(folder);
    const known = await session.client.inbound.numbers();
    const number = known[0] ?? must(await session.client.inbound.add({ number: '1234' }));
    await session.close();
    return number.address ?? '';
  };

  const flood = createFlood();
  let serving = await serve();
  const session = await attachTo(folder);
  await session.client.outbox.pause();
  const chain = { steps: [{ channel: 'sms' as const, text: 'Tere' }] };
  must(await session.client.messages.send({ to: people, chain, requestKey: 'before the flood' }));
  await session.close();
  for (let kill = 0; kill < kills; kill += 1) {
    const url = await addressNow();
    const enough = flood.more(20 + Math.floor(random() * 200));
    const under = flood.run(url);
    await enough;
    expect((await serving.kill()).code, 'it was killed, and had not ended before').toBeNull();
    await under;
    expectWhole(file, flood);
    serving = await serve();
  }
  serving.signal('SIGTERM');
  expect((await serving.ended).code).toBe(0);
  const stored = expectWhole(file, flood);
  reportFigures('Kills during a flood of inbound messages', [
    ['kills', kills],
    ['requests answered 200', flood.posts()],
    ['messages acknowledged', flood.acknowledged.size],
    ['messages stored', stored],
    ['messages lost, and messages stored twice', 0],
    ['opt-outs without their effect, or with it twice', 0],
  ]);
  expect(databaseFaults(file, join(root, 'copy.db'))).toEqual([]);
});
