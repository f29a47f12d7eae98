/** Tests a message as a curl command, with a real shell, a real curl and the sandbox. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { curlOfOmnimessage, shellWord } from '../../../shared/messaging/curl.ts';
import { count } from '../../helpers/counts.ts';
import { openSandbox } from '../../helpers/sandbox-fixture.ts';

const run = promisify(execFile);

describe('a quoted shell argument', () => {
  it('is read back unchanged by the shell, whatever it contains', async () => {
    const nasty = fc.constantFrom(
      "'",
      '"',
      '\\',
      '`',
      '$(id)',
      '$HOME',
      '\n',
      ';',
      '&',
      '!',
      '*',
      '~',
      '#',
      ' ',
    );
    const text = fc
      .array(fc.oneof(nasty, fc.string({ unit: 'grapheme', maxLength: 4 })), { maxLength: 10 })
      .map((parts) => parts.join('').replaceAll('\0', ''))
      .filter((one) => one.isWellFormed());
    await fc.assert(
      fc.asyncProperty(text, async (one) => {
        const { stdout } = await run('sh', ['-c', `printf %s ${shellWord(one)}`]);
        expect(stdout).toBe(one);
      }),
      { numRuns: count({ short: 20, long: 60 }) },
    );
  });
});

describe('a message as a curl command', () => {
  let sandbox: Awaited<ReturnType<typeof openSandbox>>;
  beforeAll(async () => {
    sandbox = await openSandbox();
  });
  afterAll(() => sandbox.stop());

  async function send(command: string, password = 'demo'): Promise<{ status: number; body: unknown }> {
    const { stdout } = await run('sh', ['-c', `${command} -sS -w '\\n%{http_code}'`], {
      env: { ...process.env, MESSENTE_USERNAME: 'demo', MESSENTE_PASSWORD: password },
    });
    const at = stdout.lastIndexOf('\n');
    return { status: Number(stdout.slice(at + 1)), body: JSON.parse(stdout.slice(0, at)) };
  }

  it('is accepted by the API exactly as it was sent, including quotes', async () => {
    const text = `It's "5 o'clock" – $HOME \`id\` \\ 100% \n õ 🚚`;
    const request = JSON.stringify({
      to: '+37255501411',
      messages: [{ channel: 'sms', sender: 'NORTHWIND', text }],
      dlr_url: 'https://abc.example/dlr/secret-token/m1',
    });
    const command = curlOfOmnimessage(sandbox.baseUrl, request);
    const { status, body } = await send(command);
    expect(status).toBe(201);
    expect(body).toMatchObject({ to: '+37255501411', messages: [{ channel: 'sms' }] });
  });

  it('contains no credentials and no callback token', async () => {
    const request = JSON.stringify({
      to: '+37255501411',
      messages: [{ channel: 'sms', text: 'Hello' }],
      dlr_url: 'https://abc.example/dlr/secret-token/m1',
    });
    const command = curlOfOmnimessage(`${sandbox.baseUrl}/`, request);
    expect(command).not.toMatch(/secret-token|dlr_url|demo/);
    expect((await send(command, 'another')).status).toBe(401);
  });

  it('contains a body that is not JSON unchanged', () => {
    expect(curlOfOmnimessage('https://api.example/v1', 'not json')).toContain("--data-binary 'not json'");
  });
});
