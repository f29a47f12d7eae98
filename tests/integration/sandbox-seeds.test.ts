import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../electron/engine/sandbox/sandbox.ts';
import { codeOf, openConsole } from '../helpers/console-fixture.ts';
import { omnideck } from '../helpers/omnideck-process.ts';
import { sandboxFixture } from '../helpers/sandbox-fixture.ts';

describe('a seed that plans and scenarios refuse', () => {
  const wrong = [-1, 1_000_000_000, 99_999_999_999, 1.5];

  it('is refused when the sandbox starts', async () => {
    for (const seed of wrong) expect(codeOf(await startSandbox({ port: 0, seed }))).toBe('bad-option');
    const ended = await omnideck(['sandbox', '--port', '0', '--seed', '99999999999']);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('The seed is not a whole number from 0 to 999,999,999.');
  });

  it('is refused by the control API and by the window, and the largest seed is accepted', async () => {
    await using fixture = await sandboxFixture();
    const { client } = await openConsole();
    for (const seed of wrong) {
      expect((await fixture.control('PUT', '/seed', { seed })).status).toBe(400);
      expect((await fixture.control('PUT', '/accounts/other', { seed })).status).toBe(400);
      expect(codeOf(await client.sandbox.sayAgain({ seed }))).toBe('bad-seed');
    }
    expect(await fixture.control('PUT', '/seed', { seed: 999_999_999 })).toMatchObject({
      status: 200,
      body: { seed: 999_999_999 },
    });
  });
});
