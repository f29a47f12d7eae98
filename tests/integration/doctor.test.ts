import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { composeChecks } from '../../electron/engine/features/doctor/doctor.ts';
import { type Check, checkNames, type Doctor } from '../../shared/contract/doctor.ts';
import { doctorPhrase } from '../../shared/phrases.ts';
import { englishPhrase } from '../../shared/problems/english-text.ts';
import { consoleWithSandbox, must, openConsole } from '../helpers/console-fixture.ts';
import { omnideck } from '../helpers/omnideck-process.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const states = (doctor: Doctor) => Object.fromEntries(doctor.checks.map(({ name, state }) => [name, state]));
const find = (doctor: Doctor, name: Check['name']) => doctor.checks.find((check) => check.name === name);

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the doctor’s checks', () => {
  const run = () => ({ state: 'ok', found: doctorPhrase('all-run'), problem: null }) as const;
  const all = Object.fromEntries(checkNames.map((name) => [name, run]));

  it('are run in the order of the contract, whichever feature declares them', () => {
    const { parts = run, disk = run, ...others } = all;
    const order = composeChecks([{ disk }, others, { parts }]).map(({ name }) => name);
    expect(order).toEqual(checkNames);
  });

  it('are refused if no feature or two features declare one', () => {
    const { disk: _, ...others } = all;
    expect(() => composeChecks([others])).toThrow('"disk"');
    expect(() => composeChecks([all, { disk: run }])).toThrow('"disk"');
  });
});

describe('the doctor', () => {
  it('says that there is no account to check, instead of what the sandbox needs', async () => {
    const { client } = await openConsole();
    const doctor = await client.doctor.run({});
    for (const name of ['credentials', 'dns', 'tls', 'clock', 'key-store'] as const)
      expect(find(doctor, name)?.found, name).toEqual(doctorPhrase('no-account-to-ask'));
  });

  it('finds no problem in a console with its sandbox', async () => {
    const { client } = await openConsole();
    must(await client.accounts.sandbox());
    const doctor = await client.doctor.run({});
    expect(doctor.checks.map(({ name }) => name)).toEqual(checkNames);
    expect(states(doctor)).toEqual({
      parts: 'ok',
      account: 'ok',
      credentials: 'ok',
      dns: 'skipped',
      tls: 'skipped',
      clock: 'ok',
      'callbacks-local': 'ok',
      'callbacks-public': 'skipped',
      inbound: 'skipped',
      decisions: 'ok',
      signature: 'ok',
      blacklists: 'skipped',
      'key-store': 'skipped',
      disk: 'ok',
      database: 'ok',
    });
    expect(
      doctor.checks.every(({ state, problem }) => state === 'ok' || state === 'skipped' || problem !== null),
    ).toBe(true);
  });

  it('without an account says what to do first', async () => {
    const { client } = await openConsole();
    const doctor = await client.doctor.run({});
    expect(find(doctor, 'account')).toMatchObject({ state: 'warning', problem: { code: 'no-account' } });
    expect(find(doctor, 'credentials')?.state).toBe('skipped');
  });

  it('detects wrong credentials, and prints no credential', async () => {
    const { client, accountId, sandbox } = await consoleWithSandbox({}, { password: 'right-secret' });
    must(await client.accounts.update({ id: accountId, password: 'wrong-secret', unchecked: true }));
    const doctor = await client.doctor.run({ accountId });
    expect(find(doctor, 'credentials')).toMatchObject({
      state: 'failed',
      problem: { code: 'wrong-credentials' },
    });
    expect(find(doctor, 'key-store')).toMatchObject({ state: expect.stringMatching(/ok|warning/) });
    const shown = JSON.stringify(doctor);
    for (const secret of [
      'right-secret',
      'wrong-secret',
      Buffer.from('demo:wrong-secret').toString('base64'),
    ]) {
      expect(shown).not.toContain(secret);
    }
    expect(sandbox.port).toBeGreaterThan(0);
  });

  it('detects a wrong clock by the time of the answer', async () => {
    // The API's clock is an hour slow, which looks the same as our clock being an hour fast.
    const server = createServer((_request, response) => {
      response.setHeader('Date', new Date(Date.now() - 3_600_000).toUTCString());
      response.writeHead(401).end();
    });
    const baseUrl = await listening(server);
    const { client } = await openConsole();
    const { account } = must(
      await client.accounts.add({
        name: 'X',
        username: 'u',
        password: 'p',
        baseUrl: `${baseUrl}/v1`,
        unchecked: true,
      }),
    );
    const doctor = await client.doctor.run({ accountId: account.id });
    expect(find(doctor, 'clock')).toMatchObject({ state: 'failed', problem: { code: 'doctor-clock' } });
    expect(englishPhrase(find(doctor, 'clock')?.found ?? {})).toMatch(/^(?:3599|3600|3601)\.\d s ahead$/u);
  });

  it('detects an address where nobody answers', async () => {
    const server = createServer();
    const baseUrl = await listening(server);
    server.close();
    const { client } = await openConsole();
    const { account } = must(
      await client.accounts.add({
        name: 'X',
        username: 'u',
        password: 'p',
        baseUrl: `${baseUrl}/v1`,
        unchecked: true,
      }),
    );
    const doctor = await client.doctor.run({ accountId: account.id });
    expect(find(doctor, 'tls')).toMatchObject({ state: 'failed', problem: { code: 'doctor-connection' } });
    expect(find(doctor, 'clock')?.state).toBe('skipped');
  });

  it('prints a line for each check at a terminal, and exits with 1 if one failed', {
    timeout: 120_000,
  }, async () => {
    const data = temporaryFolder();
    const good = await omnideck(['doctor', '--sandbox', '--data', data]);
    expect(good.code, good.stdout + good.stderr).toBe(0);
    expect(good.stdout).toMatch(/^ok {6}Database +intact/mu);
    const asJson = await omnideck(['doctor', '--data', data, '--json']);
    expect(JSON.parse(asJson.stdout).checks).toHaveLength(15);
    // Checking the current account instead would answer another question.
    const nobody = await omnideck(['doctor', '--data', data, '--json', '--account', 'nobody']);
    expect([nobody.code, JSON.parse(nobody.stdout)]).toMatchObject([
      2,
      { error: { code: 'no-such-account' } },
    ]);
    rmSync(join(data, 'sandbox'), { recursive: true, force: true });
    writeFileSync(join(data, 'sandbox'), 'in the way');
    const blocked = await omnideck(['doctor', '--data', data]);
    expect(blocked.code).toBe(1);
  });
});
