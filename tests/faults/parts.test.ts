/**
 * Parts of the engine that cannot start or cannot stop: for each part in turn. A failed start leaves the folder and the
 * port free, and the same process can start again. A failed stop is reported, and the other parts stop anyway.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Observer } from '../../electron/engine/lifecycle.ts';
import { type Console, startConsole } from '../../electron/engine/start.ts';
import type { Result } from '../../shared/messaging/problem.ts';
import { isFree, must, openResources } from '../helpers/console-fixture.ts';
import { workers } from '../helpers/engine-files.ts';
import { inEnglish } from '../helpers/english.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { freePort } from '../helpers/scripted-messente.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

function start(folder: string, port: number | null, observe?: Observer): Promise<Result<Console>> {
  return startConsole(
    {
      ...{ folder, workers, shell: 'headless', version: 'test' },
      ...{ passphrase: null, keyring: async () => null },
      ...{ callbackPort: port, tunnel: null, tunnelHost: null },
    },
    observe,
  );
}

/** Throws at one step of one part. */
const failAt =
  (part: string, step: string): Observer =>
  (name, at) => {
    if (name === part && at === step) throw new Error(`${part} was made to fail`);
  };

/** The steps of a start and of a stop, in their order. */
async function stepsOfAConsole(): Promise<readonly (readonly [part: string, step: string])[]> {
  const steps: (readonly [string, string])[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'omnideck-parts-'));
  const console = must(await start(folder, null, (part, step) => steps.push([part, step])));
  expect(await console.stop()).toBeNull();
  rmSync(folder, { recursive: true });
  return steps;
}

const steps = await stepsOfAConsole();
const startSteps = steps.filter(([, step]) => step !== 'stop');
const stopped = steps.filter(([, step]) => step === 'stop').map(([part]) => part);

it('the list of parts has every part of the engine, and stops what sends before what listens, and the disk last', () => {
  expect(startSteps.filter(([, step]) => step === 'start').map(([part]) => part)).toEqual([
    ...['data folder', 'log', 'leftovers', 'database', 'settings'],
    ...[
      'plans and scenarios',
      'accounts',
      'inbound numbers',
      'delivery reports',
      'sandbox',
      'sandbox replies',
    ],
    ...[
      'erasures',
      'folding',
      'retention',
      'senders',
      'prices',
      'runs',
      'backups',
      'answers',
      'blacklists',
      'handlers',
      'local socket',
      'tunnel',
      'workers',
    ],
    ...['backup schedule', 'waking'],
  ]);
  // A part with several stops is listed once for each.
  expect(stopped.filter((part, index) => part !== stopped[index - 1])).toEqual([
    ...[
      'waking',
      'blacklists',
      'answers',
      'backups',
      'runs',
      'prices',
      'senders',
      'retention',
      'folding',
      'local socket',
      'sandbox',
    ],
    ...['delivery reports', 'accounts', 'plans and scenarios', 'database', 'log', 'data folder'],
  ]);
});

describe('a start that throws', () => {
  it.each(startSteps)('in the part “%s” (%s) frees the folder and the port', async (part, step) => {
    const folder = temporaryFolder();
    const port = await freePort();
    await eventually(openResources).not.toContain('TCPServerWrap');
    const before = openResources();
    expect(inEnglish(await start(folder, port, failAt(part, step)))).toMatchObject({
      ok: false,
      problem: {
        code: 'start-failed',
        message: `Omnideck could not start: ${part} was made to fail.`,
      },
    });
    expect(isFree(folder)).toBe(true);
    await eventually(openResources).toEqual(before);
    // The same process starts again, on the same folder and port.
    const console = must(await start(folder, port));
    expect(console.parts.callbacks.port).toBe(port);
    expect(await console.stop()).toBeNull();
  });
});

describe('a stop that throws', () => {
  it.each([...new Set(stopped)])('in the part “%s” is reported, and the others stop anyway', async (part) => {
    const folder = temporaryFolder();
    const port = await freePort();
    await eventually(openResources).not.toContain('TCPServerWrap');
    const before = openResources();
    const others: string[] = [];
    const console = must(
      await start(folder, port, (name, step) => {
        if (step === 'stop') others.push(name);
        failAt(part, 'stop')(name, step);
      }),
    );
    expect(await console.stop()).toMatchObject({ code: 'stop-failed', params: { part } });
    expect(others).toEqual(stopped);
    expect(isFree(folder)).toBe(true);
    await eventually(openResources).toEqual(before);
  });
});
