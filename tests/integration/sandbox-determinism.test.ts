import { describe, expect, it } from 'vitest';
import { eventually, type SandboxFixture, sandboxFixture } from '../helpers/sandbox-fixture.ts';

type Step = { started_at: string | null; planned: object[] };
type Life = { omnimessage_id: string; to: string; steps: Step[]; events: Told[] };
type Told = { step: number; status: string; err: number; after_ms: number };

const speed = 1_000_000;

/** Sends the requests in this order, and returns what each did and when, ordered by number. */
async function live(seed: number, requests: readonly object[], dlrPath = '/'): Promise<string[]> {
  await using fixture = await sandboxFixture({ seed, speed });
  return await liveIn(fixture, requests, dlrPath);
}

async function liveIn(
  fixture: SandboxFixture,
  requests: readonly object[],
  dlrPath: string,
): Promise<string[]> {
  const before = new Set((await readIn(fixture)).map(({ omnimessage_id: id }) => id));
  for (const request of requests) {
    await fixture.api('POST', '/omnimessage', { ...request, dlr_url: `${fixture.receiver.url}${dlrPath}` });
  }
  const read = async () => (await readIn(fixture)).filter(({ omnimessage_id: id }) => !before.has(id));
  await eventually(async () =>
    (await read()).every(({ steps }) =>
      steps.every((step) => step.started_at === null || step.planned.length === 0),
    ),
  ).toBe(true);
  return (await read())
    .map(({ to, events }) => {
      const reported = events.map(({ step, status, err, after_ms }) => {
        // Epoch times are precise to about four decimals of a millisecond.
        const after = Math.round(after_ms / 1_000);
        return `${step} ${status} ${err} at ${after}s`;
      });
      return `${to}: ${reported.join(', ')}`;
    })
    .sort();
}

async function readIn(fixture: SandboxFixture): Promise<Life[]> {
  const { body } = await fixture.control('GET', '/messages');
  return (body as { messages: Life[] }).messages;
}

// Numbers whose endings are not in the table, in several countries and on every channel.
/** Endings from 64 on have no fixed outcome. */
const requests = Array.from({ length: 60 }, (_, index) => ({
  to: `+${['372', '380', '1', '55', '49'][index % 5]}5550${String(index).padStart(2, '0')}0${64 + (index % 36)}`,
  messages: [
    [{ channel: 'viber', text: 'Hi', ttl: 60 }],
    [{ channel: 'whatsapp', text: { body: 'Hi' }, ttl: 60 }],
    [{ channel: 'rcs', sender: 'Agent', text: 'Hi', ttl: 60 }],
    [{ channel: 'telegram', text: 'Hi', validity: 1 }],
  ][index % 4]?.concat([{ channel: 'sms', text: `Hi ${index}`, ttl: 60 } as never]),
}));

describe('a sandbox with the same seed and requests', () => {
  it('behaves the same, whatever the dlr_url and the order of the requests', async () => {
    const first = await live(7, requests);
    const second = await live(7, requests.toReversed(), '/elsewhere');
    expect(second).toEqual(first);
    expect(first).toHaveLength(60);
  });

  it('behaves the same if it has run before and the seed is set again', async () => {
    const fresh = await live(7, requests);
    await using fixture = await sandboxFixture({ seed: 3, speed });
    const other = await liveIn(fixture, requests, '/');
    expect(other).not.toEqual(fresh);
    for (let time = 0; time < 2; time += 1) {
      expect((await fixture.control('PUT', '/seed', { seed: 7 })).status).toBe(200);
      expect(await liveIn(fixture, requests, '/')).toEqual(fresh);
    }
    expect((await fixture.control('PUT', '/seed', { seed: 'x' })).status).toBe(400);
  });

  it('behaves the same for a repeated request, whose outcome may differ from the first', async () => {
    const twenty = Array.from({ length: 20 }, () => requests[0] ?? {});
    const first = await live(7, twenty);
    expect(await live(7, twenty)).toEqual(first);
    expect(new Set(first).size).toBeGreaterThan(5);
  });

  it('behaves differently with another seed', async () => {
    expect(await live(8, requests)).not.toEqual(await live(7, requests));
  });

  it('is plausible: most messages reach the person, some do not, and not all on the first channel', async () => {
    const lives = await live(1, requests);
    const reached = lives.filter((life) => /DELIVRD/.test(life));
    const onSecond = lives.filter((life) => /1 DELIVRD/.test(life));
    expect(reached.length).toBeGreaterThan(45);
    expect(reached.length).toBeLessThanOrEqual(60);
    expect(onSecond.length).toBeGreaterThan(3);
    expect(onSecond.length).toBeLessThan(50);
  });
});
