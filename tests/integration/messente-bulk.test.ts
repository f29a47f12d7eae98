import { afterEach, describe, expect, it } from 'vitest';
import { clientFor, freePort, type ScriptedServer, startScriptedHttp } from '../helpers/scripted-messente.ts';

const stages: ScriptedServer[] = [];
afterEach(async () => {
  await Promise.all(stages.splice(0).map((stage) => stage.close()));
});

async function answering(status: number, body: unknown): Promise<ScriptedServer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const stage = await startScriptedHttp((_request, response) => response.writeHead(status).end(text));
  stages.push(stage);
  return stage;
}

const to = (last: number): string => `+3725550000${last}`;
const body = (last: number): object => ({ to: to(last), messages: [{ channel: 'sms', text: 'Tere' }] });
const yes = (last: number): object => ({
  omnimessage_id: `id-${last}`,
  to: to(last),
  messages: [{ message_id: `m-${last}`, channel: 'sms', sender: 'Shop' }],
});
const no = (detail: string, code = '105'): object => ({
  errors: [{ code, title: 'Invalid data', detail, source: 'to' }],
});

/** Returns "id-1" for an acceptance, "refused: detail" for a refusal, otherwise the kind. */
async function outcomes(bodies: readonly object[], status: number, answer: unknown): Promise<string[]> {
  const stage = await answering(status, answer);
  const list = await clientFor(stage.url).sendMany(bodies);
  return list.map((outcome) => {
    if (outcome.kind === 'accepted') return outcome.omnimessageId;
    return outcome.kind === 'refused' ? `refused: ${outcome.problem.detail}` : outcome.kind;
  });
}

describe('many omnimessages in one request', () => {
  it('are posted together to /omnimessages', async () => {
    const stage = await answering(201, { messages: [yes(1), yes(2)] });
    await clientFor(stage.url).sendMany([body(1), body(2)]);
    expect(stage.seen).toMatchObject([
      { method: 'POST', url: '/v1/omnimessages', body: JSON.stringify({ messages: [body(1), body(2)] }) },
    ]);
  });

  it('an empty list sends no request', async () => {
    const stage = await answering(201, { messages: [] });
    expect(await clientFor(stage.url).sendMany([])).toEqual([]);
    expect(stage.seen).toHaveLength(0);
  });

  it.each<[string, readonly object[], unknown, readonly string[]]>([
    ['in order', [body(1), body(2)], { messages: [yes(1), yes(2)] }, ['id-1', 'id-2']],
    [
      'in order, with a refusal among them',
      [body(1), body(2), body(3)],
      { messages: [yes(1), no('bad'), yes(3)] },
      ['id-1', 'refused: bad', 'id-3'],
    ],
    ['all refused', [body(1), body(2)], { messages: [no('a'), no('b')] }, ['refused: a', 'refused: b']],
    [
      'in another order: by their recipients',
      [body(1), body(2), body(3)],
      { messages: [yes(3), yes(1), yes(2)] },
      ['id-1', 'id-2', 'id-3'],
    ],
    [
      'in another order, with a refusal: what is left over',
      [body(1), body(2), body(3)],
      { messages: [no('bad'), yes(1), yes(3)] },
      ['id-1', 'refused: bad', 'id-3'],
    ],
    [
      'recipients written without "+"',
      [body(1), body(2)],
      {
        messages: [
          { ...yes(2), to: to(2).slice(1) },
          { ...yes(1), to: to(1).slice(1) },
        ],
      },
      ['id-1', 'id-2'],
    ],
    [
      'the same recipient twice, in order',
      [body(1), body(1)],
      { messages: [yes(1), no('bad')] },
      ['id-1', 'refused: bad'],
    ],
    [
      'the same recipient twice, out of order: who can tell',
      [body(1), body(1), body(2)],
      { messages: [yes(2), yes(1), no('bad')] },
      ['unknown', 'unknown', 'id-2'],
    ],
    ['one entry too few', [body(1), body(2)], { messages: [yes(2)] }, ['unknown', 'id-2']],
    ['one entry too many', [body(1)], { messages: [yes(2), yes(1)] }, ['id-1']],
    [
      "a refusal too few to be everybody's",
      [body(1), body(2), body(3)],
      { messages: [no('bad'), yes(1)] },
      ['id-1', 'unknown', 'unknown'],
    ],
    [
      'an entry that can not be read',
      [body(1), body(2)],
      { messages: [yes(1), { hello: 1 }] },
      ['id-1', 'unknown'],
    ],
    ['an entry that is null', [body(1), body(2)], { messages: [null, yes(2)] }, ['unknown', 'id-2']],
    [
      "a failure of Messente's own for one of them",
      [body(1), body(2)],
      { messages: [yes(1), no('oops', '104')] },
      ['id-1', 'unknown'],
    ],
    ['no list', [body(1), body(2)], {}, ['unknown', 'unknown']],
    ['a web page', [body(1), body(2)], '<html>', ['unknown', 'unknown']],
  ])('are answered: %s', async (_what, bodies, answer, expected) => {
    expect(await outcomes(bodies, 201, answer)).toEqual(expected);
  });

  it.each([
    [400, 'refused: bad'],
    [429, 'not-sent'],
    [500, 'unknown'],
  ])('have the outcome of the whole request: HTTP %i', async (status, kind) => {
    expect(await outcomes([body(1), body(2)], status, no('bad'))).toEqual([kind, kind]);
  });

  it('are certainly not sent if no server listens', async () => {
    const list = await clientFor(`http://127.0.0.1:${await freePort()}`).sendMany([body(1), body(2)]);
    expect(list.map(({ kind }) => kind)).toEqual(['not-sent', 'not-sent']);
  });
});
