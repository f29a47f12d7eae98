import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bodyOf, isSignedWith } from '../helpers/callback-receiver.ts';
import { eventually, type SandboxFixture, sandboxFixture } from '../helpers/sandbox-fixture.ts';
import { startSandboxProcess } from '../helpers/sandbox-process.ts';

let fixture: SandboxFixture;
beforeEach(async () => {
  fixture = await sandboxFixture();
});
afterEach(() => fixture[Symbol.asyncDispose]());

const secret = 'a shared secret';
const inbound = () => `${fixture.receiver.url}/inbound`;
const chain = (to: string) => ({
  to,
  dlr_url: `${fixture.receiver.url}/dlr`,
  messages: [
    { channel: 'viber', sender: 'Harbour', text: 'Will you come?' },
    { channel: 'sms', sender: '+37250000001', text: 'Will you come?' },
  ],
});

describe('simulated recipients who reply', () => {
  it('write once the message has reached them, on the same channel, signed with the number’s secret', async () => {
    const answers = [{ ending: '10', text: 'Yes, õhtul', after_ms: 2_000 }];
    await fixture.control('PUT', '/people', { url: inbound(), secret, answers });
    await fixture.api('POST', '/omnimessage', chain('+37255500010'));
    await fixture.api('POST', '/omnimessage', chain('+37255500000'));
    const [first] = await fixture.receiver.waitFor(1, '/inbound');
    if (first === undefined) throw new Error('nothing came');
    expect(isSignedWith(secret, first)).toBe(true);
    // Viber fails for ending 10, so the SMS reached the person.
    expect(bodyOf(first)).toEqual({
      msg_id: expect.any(String),
      sub_msg_id: expect.any(String),
      channel: 'sms',
      recipient: '+37250000001',
      time: expect.stringMatching(/Z$/),
      text: 'Yes, õhtul',
      sender: '+37255500010',
    });
    await eventually(
      () => fixture.receiver.whole('/dlr').filter((one) => bodyOf(one).status === 'DELIVRD').length,
    ).toBe(2);
    expect(fixture.receiver.whole('/inbound')).toHaveLength(1);
  });

  it('answer STOP, “please stop”, STOP and START, or HELP by the last two digits', async () => {
    await fixture.control('PUT', '/people', {
      ...{ url: inbound(), secret },
      answers: [{ ending: '63', text: 'Another answer', after_ms: 0 }],
    });
    const numbers = ['60', '61', '62', '63', '64'].map((ending) => `+372555000${ending}`);
    for (const to of numbers) await fixture.api('POST', '/omnimessage', chain(to));
    await fixture.receiver.waitFor(5, '/inbound');
    const written = (to: string | undefined) =>
      fixture.receiver
        .whole('/inbound')
        .flatMap((one) => (bodyOf(one).sender === to ? [bodyOf(one).text] : []));
    expect(numbers.map(written)).toEqual([
      ['STOP'],
      ['please stop'],
      ['STOP', 'START'],
      ['Another answer'],
      [],
    ]);
  });

  it('do not reply twice if the message was delivered twice', async () => {
    const answers = [{ ending: '20', text: 'Twice?', after_ms: 0 }];
    await fixture.control('PUT', '/people', { url: inbound(), secret, answers });
    await fixture.api('POST', '/omnimessage', chain('+37255500020'));
    await eventually(
      () => fixture.receiver.whole('/dlr').filter((one) => bodyOf(one).status === 'DELIVRD').length,
    ).toBe(2);
    expect(fixture.receiver.whole('/inbound')).toHaveLength(1);
  });

  it('reply exactly once, even after a kill', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
    try {
      const dataDir = join(folder, 'state');
      const first = await startSandboxProcess({ dataDir, speed: 1 });
      const put = (url: string, body: unknown): Promise<Response> =>
        fetch(url, { method: 'PUT', body: JSON.stringify(body) });
      await put(`${first.controlUrl}/people`, {
        url: inbound(),
        secret,
        answers: [{ ending: '00', text: 'Later', after_ms: 4_000 }],
      });
      const headers = { authorization: `Basic ${btoa('demo:demo')}` };
      await fetch(`${first.baseUrl}/omnimessage`, {
        method: 'POST',
        headers,
        body: JSON.stringify(chain('+37255500000')),
      });
      await fixture.receiver.until(() =>
        fixture.receiver.whole('/dlr').some((one) => bodyOf(one).status === 'DELIVRD'),
      );
      await first.kill();
      expect(fixture.receiver.whole('/inbound')).toHaveLength(0);
      const second = await startSandboxProcess({ dataDir, speed: 20 });
      await fixture.receiver.waitFor(1, '/inbound');
      await second.kill();
      const third = await startSandboxProcess({ dataDir, speed: 20 });
      await third.kill();
      expect(new Set(fixture.receiver.whole('/inbound').map((one) => bodyOf(one).msg_id)).size).toBe(1);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('never reveal the secret; nothing of a number remains after it is erased', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
    try {
      const dataDir = join(folder, 'state');
      await using kept = await sandboxFixture({ dataDir });
      const people = { url: `${kept.receiver.url}/inbound`, secret, answers: [{ ending: '00', text: 'Me' }] };
      const telling = { ending: '77', text: 'Call me at 5550 0000 or +372 5550 0000', after_ms: 0 };
      const put = await kept.control('PUT', '/people', people);
      expect(put.body).toEqual({
        url: people.url,
        secret_set: true,
        answers: [{ ending: '00', text: 'Me', after_ms: 3000 }],
      });
      await kept.api('POST', '/omnimessage', { ...chain('+37255500000'), dlr_url: kept.receiver.url });
      await kept.receiver.waitFor(1, '/inbound');
      for (const path of ['/people', '/messages', '/weather'])
        expect(JSON.stringify((await kept.control('GET', path)).body)).not.toContain(secret);
      await kept.control('PUT', '/people', { answers: [...people.answers, telling] });
      const spaced = { from: '+37255500099', to: 'Shop', text: 'It is +372 555 00000', channel: 'sms' };
      await kept.control('POST', '/inbound', { url: people.url, secret, ...spaced });
      await kept.sandbox.stop();
      await using forgetting = await sandboxFixture({ dataDir, forget: '+37255500000' });
      expect(forgetting.sandbox.panel.arrived('', 10).all).toBe(0);
      expect(forgetting.sandbox.panel.now().answers).toEqual([{ ending: '00', text: 'Me', afterMs: 3000 }]);
      expect(await readFile(join(dataDir, 'sandbox.jsonl'), 'utf8')).not.toContain('37255500000');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('are refused with the field if something is missing or invalid', async () => {
    for (const [change, field] of [
      [{ url: 'http://127.0.0.1:1/in' }, 'secret'],
      [{ url: 'ftp://here', secret }, 'url'],
      [{ answers: [{ ending: '1', text: 'x' }] }, 'answers.0.ending'],
      [{ answers: [{ ending: '01', text: '' }] }, 'answers.0.text'],
      [{ answers: [{ ending: '01', text: 'x', after_ms: -1 }] }, 'answers.0.after_ms'],
    ] as const) {
      const { status, body } = await fixture.control('PUT', '/people', change);
      expect(status).toBe(400);
      expect(body).toMatchObject({ problems: [{ field }] });
    }
  });

  it('are listed with their numbers for programs', async () => {
    const { body } = await fixture.control('GET', '/numbers');
    expect(body).toMatchObject({
      endings: expect.arrayContaining([{ ending: '45', does: expect.any(String) }]),
    });
  });
});
