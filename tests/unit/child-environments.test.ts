import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { childEnvironment } from '../../electron/engine/child-environment.ts';

const sources = fileURLToPath(new URL('../../electron', import.meta.url));
const starts =
  /(?<!\.)\b(?:spawn|exec|execFile|fork)(?:Sync)?\(|utilityProcess\.fork\(|new Worker\(|spawnIpcChild\(/u;

/** Starts processes with the environment that each caller must pass, so the callers are checked instead. */
const takesEnvironment = /^engine[\\/]ipc-child\.ts$/u;

describe('the environment of a child process', () => {
  it('is chosen in every file that starts a process or a thread', () => {
    const starting = readdirSync(sources, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.m?ts$/u.test(name) && !takesEnvironment.test(name))
      .map((name) => ({ name, text: readFileSync(join(sources, name), 'utf8') }))
      .filter(({ text }) => /node:child_process|utilityProcess|node:worker_threads|ipc-child/u.test(text))
      .filter(({ text }) => starts.test(text));
    expect(starting.length).toBeGreaterThanOrEqual(8);
    const without = starting.filter(({ text }) => !/childEnvironment\(|workerEnvironment\(/u.test(text));
    expect(without.map(({ name }) => name)).toEqual([]);
  });

  it('contains the requested variables, whatever the case of their names, and nothing else', () => {
    const environment = {
      ...{ Path: 'C:\\', https_proxy: 'http://p', DISPLAY: ':0', XDG_DATA_HOME: '/x', LC_ALL: 'C' },
      ...{ OMNIDECK_PASSPHRASE: 'a', OMNIDECK_PASSWORD: 'b', GITHUB_TOKEN: 'c', HOME: undefined },
    };
    expect(childEnvironment([], environment)).toEqual({});
    expect(childEnvironment(['program'], environment)).toEqual({ Path: 'C:\\', LC_ALL: 'C' });
    expect(childEnvironment(['network'], environment)).toEqual({ https_proxy: 'http://p' });
    expect(childEnvironment(['window'], environment)).toEqual({ DISPLAY: ':0', XDG_DATA_HOME: '/x' });
  });
});
