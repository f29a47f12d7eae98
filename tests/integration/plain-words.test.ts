/** Words of the command line, the reports and the sandbox that a tester reads. */
import { describe, expect, it } from 'vitest';
import { englishPhrase } from '../../shared/problems/english-text.ts';
import { must, openConsole, openTestSandbox, requestKey } from '../helpers/console-fixture.ts';
import { omnideck } from '../helpers/omnideck-process.ts';
import { runToEnd } from '../helpers/plan-fixture.ts';

/** Words of Zod's own messages, which are for programmers. */
const forProgrammers = /Invalid (?:input|option|key)|Too (?:small|big)|expected|received|>=|<=/u;

describe('the sandbox', () => {
  it.each([
    ['weather', { prices: { XX: { sms: '0.1' } } }, 'Not a country of the price list, such as EE'],
    ['weather', { outage: 'perhaps' }, 'Must be true or false'],
    ['weather', { callbacks: 'sometimes' }, 'Must be one of normal, dropped, delayed'],
    ['weather', { latency_ms: -1 }, 'Must be at least 0'],
    ['weather', { dropped_percent: '5' }, 'Must be a number'],
    ['seed', { seed: 1.5 }, 'Must be a whole number'],
  ])('says in plain words what is wrong with a change of the %s: %j', async (what, body, message) => {
    const sandbox = await openTestSandbox();
    const answer = await fetch(`${sandbox.controlUrl}/${what}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(400);
    const { problems } = (await answer.json()) as { problems: { message: string }[] };
    expect(problems.map((problem) => problem.message)).toEqual([message]);
  });

  it.each([
    [{ to: '+37255500010', messages: [] }, 'Must have at least 1 entry'],
    [{ to: '+37255500010', messages: [{ channel: 'sms', text: 5 }] }, 'Must be a text'],
    [{ to: '+37255500010', messages: [{ channel: 'sms', text: 'x', validity: '5' }] }, 'Must be a number'],
  ])('says in plain words what is wrong with a message: %j', async (body, detail) => {
    const sandbox = await openTestSandbox();
    const answer = await fetch(`${sandbox.baseUrl}/omnimessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Basic ${btoa('demo:demo')}` },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(400);
    const text = await answer.text();
    expect(text).toContain(detail);
    expect(text).not.toMatch(forProgrammers);
  });
});

describe('the doctor', () => {
  it('says in words what failed, and does not call an account connected whose API does not answer', async () => {
    const { client } = await openConsole();
    const input = { name: 'Away', username: 'u', password: 'p', baseUrl: 'http://127.0.0.1:1/v1' };
    const { account } = must(await client.accounts.add({ ...input, unchecked: true }));
    const { checks } = await client.doctor.run({ accountId: account.id });
    const found = checks.map(({ name, found: phrase }) => [name, englishPhrase(phrase)]);
    expect(Object.fromEntries(found)).toMatchObject({
      ...{ account: 'set up', credentials: 'not confirmed', tls: 'no connection' },
    });
  });
});

describe('a run', () => {
  it('that does not exist is refused with the command that lists the runs', async () => {
    const { folder } = await openConsole();
    const refused = await omnideck(['runs', 'report', 'nothing', '--format', 'csv', '--data', folder]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('“omnideck runs list” shows them');
  });

  it('is summarised in JSON by what reached the recipient, and in HTML with what a polled status counts with', async () => {
    const { client } = await openConsole({ lateReportsMs: 500 });
    const account = must(await client.accounts.sandbox());
    const plan = `name: Two
numbers: [{ number: "+37255550100" }, { number: "+37255550112" }]
chains: [{ steps: [{ sms: Hello }] }]
`;
    const start = { text: plan, accountId: account.id, live: false, requestKey: requestKey() };
    const { id } = must(await client.runs.start(start));
    await runToEnd(client, id);
    const json = JSON.parse(must(await client.runs.report({ id, format: 'json' })).text);
    expect(json.reached_by).toMatchObject([{ name: 'sms', cells: 1, passed: 1 }]);
    expect(json.channels).toEqual(json.reached_by);
    expect(must(await client.runs.report({ id, format: 'html' })).text).toContain(
      'A status that Omnideck polled counts with Messente’s time of the status.',
    );
  });
});
