import { describe, expect, it } from 'vitest';
import { englishText } from '../../shared/problems/english-text.ts';
import {
  codeOf,
  consoleWithSandbox,
  must,
  openConsole,
  requestKey,
  sendOne,
} from '../helpers/console-fixture.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { inEnglish } from '../helpers/english.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';

const chain = { steps: [{ channel: 'sms' as const, text: 'Tere {first name|sõber}, {city}' }] };
const mari = '+37255500001';
const juri = '+37255500002';

type There = {
  readonly to: string;
  readonly body: { readonly messages: readonly { readonly text?: string }[] };
};

/** Returns the texts that the sandbox received, by recipient. */
async function textsAt(controlUrl: string): Promise<Record<string, string | undefined>> {
  const answer = await fetch(`${controlUrl}/messages`);
  const { messages } = (await answer.json()) as { messages: There[] };
  return Object.fromEntries(messages.map(({ to, body }) => [to, body.messages[0]?.text]));
}

/** Opens a console that cannot reach any server, so that stored messages stay unchanged. */
async function quietConsole() {
  const open = await openConsole();
  must(await open.client.accounts.sandbox());
  await open.client.outbox.pause();
  const rows = (sql: string) => rowsOf(`${open.folder}/omnideck.db`, sql);
  return { ...open, rows };
}

describe('a chain with placeholders', () => {
  it('reaches each recipient with their own text', async () => {
    const { client, sandbox } = await consoleWithSandbox();
    const sent = must(
      await client.messages.send({
        to: [mari, juri],
        chain,
        requestKey: requestKey(),
        values: { [mari]: { 'First Name': 'Mari', city: 'Tartu' }, [juri]: { CITY: 'Võru {first name}' } },
      }),
    );
    await eventually(() => textsAt(sandbox.controlUrl)).toEqual({
      [mari]: 'Tere Mari, Tartu',
      [juri]: 'Tere sõber, Võru {first name}',
    });
    const found = await client.messages.list({ filter: { search: 'tartu' } });
    expect(found.rows.map(({ id }) => id)).toEqual([sent.messages[0]?.id]);
  });

  it('is resent unchanged, including a brace in a value', async () => {
    const { client, rows } = await quietConsole();
    const id = await sendOne(client, mari, {
      chain,
      values: { [mari]: { city: '{street}' } },
      tags: ['Mai', 'mai'],
      purpose: ' Appointments ',
    });
    must(await client.messages.cancel({ id }));
    const again = must(await client.messages.resend({ id, evenIfTwice: false, requestKey: requestKey() }));
    expect(again.id).not.toBe(id);
    expect(rows("SELECT draft ->> '$.steps[0].text' AS text, purpose FROM omnimessage")).toEqual([
      { text: 'Tere sõber, {street}', purpose: 'appointments' },
      { text: 'Tere sõber, {street}', purpose: 'appointments' },
    ]);
    const detail = must(await client.messages.get({ id: again.id }));
    expect(detail.tags).toEqual(['Mai']);
  });

  it('with a missing value is sent to nobody, and the problem names the recipient', async () => {
    const { client, rows } = await quietConsole();
    const answer = await client.messages.send({
      to: [mari, juri],
      chain,
      requestKey: requestKey(),
      values: { [mari]: { city: 'Tartu' } },
    });
    expect(inEnglish(answer)).toMatchObject({
      ok: false,
      problem: { code: 'value-missing', message: `There is no value for {city} for ${juri}.` },
    });
    expect(rows('SELECT count(*) AS n FROM omnimessage')).toEqual([{ n: 0 }]);
  });

  it('that becomes too long for one recipient names that recipient', async () => {
    const { client } = await quietConsole();
    const answer = await client.messages.send({
      to: [mari, juri],
      chain: { steps: [{ channel: 'viber', text: 'Tere {name}' }] },
      requestKey: requestKey(),
      values: { [mari]: { name: 'Mari' }, [juri]: { name: 'ü'.repeat(1000) } },
    });
    expect(answer).toMatchObject({ ok: false, problem: { code: 'text-too-long', field: 'steps[0].text' } });
    expect(answer.ok ? '' : englishText(answer.problem).message).toContain(juri);
  });

  it('is sent literally if placeholders are switched off', async () => {
    const { client, rows } = await quietConsole();
    await sendOne(client, mari, { chain, literal: true });
    expect(rows('SELECT text FROM step')).toEqual([{ text: 'Tere {first name|sõber}, {city}' }]);
  });
});

describe('the data that is stored with a send', () => {
  it('is in each of its rows: purpose, tags, overridden warnings, expected cost', async () => {
    const { client, rows } = await quietConsole();
    must(
      await client.messages.send({
        to: [mari, juri],
        chain: { steps: [{ channel: 'sms', text: 'Tere' }] },
        requestKey: requestKey(),
        tags: [' spring   sale ', 'Spring sale', '', 'vip'],
        purpose: 'security codes',
        overridden: ['quiet-hours', 'quiet-hours'],
        estimate: { low: '0.045', high: '0.09' },
        estimateOf: { [juri]: { low: '0.1', high: '0.2' } },
      }),
    );
    expect(
      rows(
        'SELECT recipient, purpose, overridden, estimate_low AS low, estimate_high AS high FROM omnimessage',
      ),
    ).toEqual([
      {
        recipient: mari,
        purpose: 'security codes',
        overridden: '["quiet-hours"]',
        low: '0.045',
        high: '0.09',
      },
      { recipient: juri, purpose: 'security codes', overridden: '["quiet-hours"]', low: '0.1', high: '0.2' },
    ]);
    expect(
      rows(
        'SELECT t.name, count(*) AS n FROM tag t JOIN omnimessage_tag m ON m.tag_id = t.id GROUP BY t.id ORDER BY t.name',
      ),
    ).toEqual([
      { name: 'spring sale', n: 2 },
      { name: 'vip', n: 2 },
    ]);
    const found = await client.messages.list({ filter: { search: 'spring' } });
    expect(found.rows).toHaveLength(2);
  });

  it('is refused if a tag is too long, and nothing is stored', async () => {
    const { client, rows } = await quietConsole();
    const answer = await client.messages.send({
      to: [mari],
      chain: { steps: [{ channel: 'sms', text: 'Tere' }] },
      requestKey: requestKey(),
      tags: ['x'.repeat(61)],
    });
    expect(codeOf(answer)).toBe('tag-too-long');
    expect(rows('SELECT count(*) AS n FROM omnimessage')).toEqual([{ n: 0 }]);
  });
});

describe('a separate sending time for one recipient', () => {
  const tere = { steps: [{ channel: 'sms' as const, text: 'Tere' }] };

  it('delays only that recipient’s message', async () => {
    const { client, rows } = await quietConsole();
    const at = Date.now() + 3_600_000;
    must(
      await client.messages.send({
        to: [mari, juri],
        chain: tere,
        requestKey: requestKey(),
        timeToSendOf: { [juri]: at },
      }),
    );
    expect(rows("SELECT recipient, send_at, draft ->> '$.timeToSend' AS draft_at FROM omnimessage")).toEqual([
      { recipient: mari, send_at: null, draft_at: null },
      { recipient: juri, send_at: at, draft_at: at },
    ]);
  });

  it.each([
    ['in the past', { [juri]: 1 }, 'time-past'],
    ['beyond what can be written', { [juri]: 9e15 }, 'time-unreadable'],
    ['of somebody who is not written to', { '+37255500003': Date.now() + 3_600_000 }, 'time-for-nobody'],
  ])('%s prevents sending', async (_, timeToSendOf, code) => {
    const { client, rows } = await quietConsole();
    const answer = await client.messages.send({
      to: [mari, juri],
      chain: tere,
      requestKey: requestKey(),
      timeToSendOf,
    });
    expect(codeOf(answer)).toBe(code);
    expect(rows('SELECT count(*) AS n FROM omnimessage')).toEqual([{ n: 0 }]);
  });
});

describe('ten thousand recipients with values', () => {
  it('are stored once, however often the call is repeated', async () => {
    const { client, rows } = await quietConsole();
    const to = Array.from({ length: 10_000 }, (_, index) => `+37255${String(500_000 + index)}`);
    const values = Object.fromEntries(to.map((number, index) => [number, { city: `Linn ${index}` }]));
    const key = requestKey();
    const input = { to, chain, requestKey: key, values };
    const first = must(await client.messages.send(input));
    const second = must(await client.messages.send(input));
    expect(second).toEqual(first);
    expect(rows('SELECT count(*) AS n, count(DISTINCT draft) AS drafts FROM omnimessage')).toEqual([
      { n: 10_000, drafts: 10_000 },
    ]);
  });
});
