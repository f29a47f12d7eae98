/** Messages whose purpose keeps to quiet hours, sent by a console with a clock of the test's own. */
import { describe, expect, it } from 'vitest';
import type { Client } from '../../electron/engine/local-socket/attach.ts';
import type { Settings } from '../../shared/contract/settings.ts';
import {
  acceptedBy,
  codeOf,
  consoleWithSandbox,
  messageOf,
  must,
  openConsole,
  requestKey,
} from '../helpers/console-fixture.ts';
import { jsonLines, omnideck } from '../helpers/omnideck-process.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';

const at = (iso: string) => Date.parse(iso);
/** A Wednesday. */
const evening = at('2026-11-25T20:30:00+01:00');
const paris = '+33612345678';
const newYork = '+12125550123';

async function heldInSandbox(client: Client, more: Partial<Settings['beforeSending']> = {}): Promise<void> {
  const { beforeSending } = await client.settings.get();
  must(await client.settings.set({ beforeSending: { ...beforeSending, inSandbox: true, ...more } }));
  must(await client.settings.set({ purposes: [advertising] }));
  for (const number of [paris, newYork])
    must(await client.consent.add({ number, purpose: advertising.name, wording: 'Yes' }));
}
const advertising = { name: 'club news', needsConsent: true, quietHours: true };

type More = Partial<Parameters<Client['messages']['send']>[0]>;
async function sendNews(client: Client, more: More = {}): Promise<string> {
  const sent = must(
    await client.messages.send({
      ...{ to: [paris], chain: { steps: [{ channel: 'sms', text: 'Hi' }] }, requestKey: requestKey() },
      ...{ purpose: 'club news', ...more },
    }),
  );
  return sent.messages[0]?.id ?? '';
}
const codeOfMessage = async (client: Client, id: string) => (await messageOf(client, id)).problem?.code;
const isAccepted = async (client: Client, id: string) => (await messageOf(client, id)).acceptedAt !== null;

describe('a message whose purpose keeps to quiet hours', () => {
  it('is held until they end, and is sent then', async () => {
    let now = evening;
    const { client, sandbox, console: engine } = await consoleWithSandbox({ now: () => now });
    await heldInSandbox(client);
    const id = await sendNews(client);
    await eventually(() => codeOfMessage(client, id)).toBe('held-by-quiet-hours');
    const heldUntil = at('2026-11-26T08:00:00+01:00');
    expect(await messageOf(client, id)).toMatchObject({ state: 'queued', attempts: [], heldUntil });
    const { rows } = await client.messages.list({});
    expect(rows).toMatchObject([
      { id, state: 'queued', heldUntil, problem: { code: 'held-by-quiet-hours' } },
    ]);
    expect(await acceptedBy(sandbox)).toEqual([]);
    now = heldUntil;
    engine.wake();
    await eventually(() => isAccepted(client, id)).toBe(true);
    expect(await messageOf(client, id)).toMatchObject({ problem: null, heldUntil: null, overridden: [] });
  });

  it('is held over a Sunday and a public holiday', async () => {
    let now = at('2027-05-01T12:00:00+02:00');
    const { client, console: engine } = await consoleWithSandbox({ now: () => now });
    await heldInSandbox(client);
    // Saturday is Labour Day; then comes a Sunday.
    const id = await sendNews(client);
    await eventually(async () => (await messageOf(client, id)).heldUntil).toBe(
      at('2027-05-03T08:00:00+02:00'),
    );
    now = at('2027-05-03T08:00:00+02:00');
    engine.wake();
    await eventually(() => isAccepted(client, id)).toBe(true);
  });

  it('is sent at once within the allowed hours, and general messages are sent at any hour', async () => {
    let now = at('2026-11-25T12:00:00+01:00');
    const { client } = await consoleWithSandbox({ now: () => now });
    await heldInSandbox(client);
    const news = await sendNews(client);
    await eventually(() => isAccepted(client, news)).toBe(true);
    now = at('2026-11-26T02:00:00+01:00');
    const { purpose: _none, ...general } = { purpose: undefined };
    const sent = must(
      await client.messages.send({
        ...{ ...general, to: [paris], chain: { steps: [{ channel: 'sms', text: 'Hi' }] } },
        requestKey: requestKey(),
      }),
    );
    await eventually(() => isAccepted(client, sent.messages[0]?.id ?? '')).toBe(true);
    const text = await sendNews(client, { purpose: 'general' });
    await eventually(() => isAccepted(client, text)).toBe(true);
  });

  it('is not held for an account that does not send real messages, unless the settings demand it', async () => {
    const { client } = await consoleWithSandbox({ now: () => evening });
    await heldInSandbox(client, { inSandbox: false });
    const id = await sendNews(client);
    await eventually(() => isAccepted(client, id)).toBe(true);
  });

  it('is sent anyway if a person decides so when sending; the message and the journal record it', async () => {
    const { client } = await consoleWithSandbox({ now: () => evening });
    await heldInSandbox(client);
    const id = await sendNews(client, { overridden: ['quiet-hours'] });
    await eventually(() => isAccepted(client, id)).toBe(true);
    expect((await messageOf(client, id)).overridden).toEqual(['quiet-hours']);
    const { entries } = await client.journal.list({ limit: 50 });
    expect(entries).toContainEqual(expect.objectContaining({ what: 'warnings-overridden' }));
  });

  it('is sent anyway if a person decides so while it is held, once', async () => {
    const { client, sandbox } = await consoleWithSandbox({ now: () => evening });
    await heldInSandbox(client);
    const id = await sendNews(client);
    await eventually(() => codeOfMessage(client, id)).toBe('held-by-quiet-hours');
    must(await client.messages.sendAnyway({ id }));
    await eventually(() => isAccepted(client, id)).toBe(true);
    expect((await messageOf(client, id)).overridden).toEqual(['quiet-hours']);
    expect(codeOf(await client.messages.sendAnyway({ id }))).toBe('not-held');
    expect(await acceptedBy(sandbox)).toHaveLength(1);
    const { entries } = await client.journal.list({ limit: 50 });
    expect(entries).toContainEqual(expect.objectContaining({ what: 'warnings-overridden', subject: id }));
  });

  it('stays held over a restart', async () => {
    let now = evening;
    const first = await consoleWithSandbox({ now: () => now });
    await heldInSandbox(first.client);
    const id = await sendNews(first.client);
    await eventually(() => codeOfMessage(first.client, id)).toBe('held-by-quiet-hours');
    await first.stop();
    now = at('2026-11-26T07:59:00+01:00');
    const again = await openConsole({ folder: first.folder, now: () => now });
    expect(await messageOf(again.client, id)).toMatchObject({
      ...{ state: 'queued', attempts: [], heldUntil: at('2026-11-26T08:00:00+01:00') },
    });
    now = at('2026-11-26T08:00:00+01:00');
    again.console.wake();
    await eventually(() => isAccepted(again.client, id)).toBe(true);
    expect((await messageOf(again.client, id)).attempts).toHaveLength(1);
  });

  it('is judged again when the hours in the settings change', async () => {
    const { client } = await consoleWithSandbox({ now: () => at('2026-11-25T18:30:00+01:00') });
    await heldInSandbox(client, { quietHours: { on: true, from: '18:00', to: '10:00' } });
    const id = await sendNews(client);
    // The user's own hours are stricter than the rule.
    await eventually(async () => (await messageOf(client, id)).heldUntil).toBe(
      at('2026-11-26T10:00:00+01:00'),
    );
    await heldInSandbox(client, { quietHours: { on: false, from: '18:00', to: '10:00' } });
    await eventually(() => isAccepted(client, id)).toBe(true);
  });

  it('keeps to days that the user closes, too', async () => {
    // A Sunday, and the public holiday after it. The rule for the United States allows both.
    const { client } = await consoleWithSandbox({ now: () => at('2027-07-04T14:00:00-04:00') });
    await heldInSandbox(client, {
      ...{ quietDays: { sundays: true, holidays: true }, zones: { US: 'America/New_York' } },
    });
    const id = await sendNews(client, { to: [newYork] });
    await eventually(async () => (await messageOf(client, id)).heldUntil).toBe(
      at('2027-07-06T09:00:00-04:00'),
    );
  });

  it('waits for every zone of its country, unless the user chose one', async () => {
    // 10:00 in New York is 05:00 in Honolulu and Adak.
    const { client } = await consoleWithSandbox({ now: () => at('2026-11-25T10:00:00-05:00') });
    await heldInSandbox(client);
    const id = await sendNews(client, { to: [newYork] });
    await eventually(async () => (await messageOf(client, id)).heldUntil).toBe(
      at('2026-11-25T09:00:00-10:00'),
    );
  });

  it('that Messente is to send later is held if its time is in quiet hours', async () => {
    let now = at('2026-11-25T12:00:00+01:00');
    const { client, console: engine } = await consoleWithSandbox({ now: () => now });
    await heldInSandbox(client);
    const later = {
      steps: [{ channel: 'sms' as const, text: 'Hi' }],
      timeToSend: at('2026-11-25T22:00:00+01:00'),
    };
    const id = await sendNews(client, { chain: later });
    await eventually(async () => (await messageOf(client, id)).heldUntil).toBe(
      at('2026-11-26T08:00:00+01:00'),
    );
    const allowed = { ...later, timeToSend: at('2026-11-25T19:00:00+01:00') };
    const other = await sendNews(client, { chain: allowed });
    await eventually(() => isAccepted(client, other)).toBe(true);
    now = at('2026-11-26T08:00:00+01:00');
    engine.wake();
    await eventually(() => isAccepted(client, id)).toBe(true);
  });
});

describe('a call about quiet hours', () => {
  it('says when a message would be sent, by which rules and in which zones', async () => {
    const { client } = await consoleWithSandbox({ now: () => evening });
    const asked = { number: paris, purpose: 'marketing' };
    expect(must(await client.quietHours.check(asked))).toMatchObject({
      ...{ number: paris, country: 'FR', purpose: 'marketing', at: evening, quiet: true },
      ...{ sentAt: at('2026-11-26T08:00:00+01:00'), quietFrom: at('2026-11-26T20:00:00+01:00') },
      ...{ zones: ['Europe/Paris'], rules: [{ country: 'FR', basis: 'industry' }] },
    });
    expect(must(await client.quietHours.check({ number: paris }))).toMatchObject({
      ...{ purpose: 'general', quiet: false, sentAt: evening, quietFrom: null, rules: [] },
    });
    expect(codeOf(await client.quietHours.check({ number: paris, purpose: 'x' }))).toBe('purpose-unknown');
    expect(codeOf(await client.quietHours.check({ number: '12' }))).not.toBe('');
  });

  it('warns before sending with the rules of the purpose, and of a later step that may fall into them', async () => {
    const now = at('2026-11-25T19:50:00+01:00');
    const { client } = await consoleWithSandbox({ now: () => now });
    await heldInSandbox(client);
    const steps = [
      { channel: 'viber' as const, text: 'Hi', ttlSeconds: 1800 },
      { channel: 'sms' as const, text: 'Hi' },
    ];
    const asked = { to: [paris], chain: { steps }, purpose: 'club news' };
    expect(must(await client.compose.beforeSending(asked)).quiet).toMatchObject([
      {
        to: paris,
        step: 1,
        at: at('2026-11-25T20:00:00+01:00'),
        untilAt: at('2026-11-26T08:00:00+01:00'),
        held: true,
      },
    ]);
    const { purpose: _marketing, ...general } = asked;
    expect(must(await client.compose.beforeSending(general)).quiet).toEqual([]);
  });
});

describe('the command line', () => {
  it('says until when a message is held, and sends it anyway if told so', async () => {
    const { client, folder } = await consoleWithSandbox({ now: () => evening });
    await heldInSandbox(client);
    const words = ['--to', paris, '--sms', 'Hi', '--purpose', 'club news', '--data', folder, '--json'];
    const sent = await omnideck(['send', '--sandbox', ...words]);
    expect(sent).toMatchObject({ code: 0, stderr: expect.stringContaining('Held until') });
    const [line] = jsonLines(sent.stdout);
    const held_until = '2026-11-26T07:00:00.000Z';
    expect(line).toMatchObject({ state: 'queued', held_until, error: { code: 'held-by-quiet-hours' } });
    const anyway = await omnideck(['send-anyway', String(line?.id), '--data', folder, '--json']);
    expect(anyway.code).toBe(0);
    await eventually(() => isAccepted(client, String(line?.id))).toBe(true);
    const other = await omnideck(['send', '--sandbox', ...words, '--even-in-quiet-hours']);
    expect(jsonLines(other.stdout)).toMatchObject([{ held_until: null }]);
    expect(other.code).toBe(0);
  });

  it('shows the rules with their sources, and those of a number', async () => {
    const { folder } = await consoleWithSandbox({ now: () => evening });
    const all = await omnideck(['quiet-hours', '--data', folder]);
    expect(all.stdout).toContain('47 CFR 64.1200(c)(1)');
    expect(all.stdout).toContain('read on 2026-12-01');
    const one = await omnideck(['quiet-hours', '+33 6 12 34 56 78', '--data', folder]);
    expect(one).toMatchObject({ code: 0, stdout: expect.stringContaining('marketing is held until') });
    const wrong = await omnideck(['quiet-hours', paris, '--purpose', 'nothing', '--data', folder]);
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('There is no purpose') });
  });
});
