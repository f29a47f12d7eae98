import { execFileSync } from 'node:child_process';
import { connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createEvents } from '../../electron/engine/events.ts';
import { createBuiltInSandbox } from '../../electron/engine/features/sandbox/built-in-sandbox.ts';
import { loadSettings } from '../../electron/engine/features/settings/live-settings.ts';
import { createYamlReader } from '../../electron/engine/yaml/yaml-reader.ts';
import { codeOf, must, openConsole } from '../helpers/console-fixture.ts';
import { workers } from '../helpers/engine-files.ts';
import { openTestStore } from '../helpers/store-fixture.ts';

/** Returns whether a server on this computer accepts connections at a port. */
function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

const refusal = `CREATE TRIGGER refuse_port BEFORE INSERT ON setting
  WHEN NEW.key = 'sandbox_port' AND NOT EXISTS (SELECT 1 FROM setting WHERE key = 'port_is_accepted')
  BEGIN SELECT RAISE(ABORT, 'the port is refused'); END`;

/**
 * Makes the database refuse the sandbox's port until the setting "port_is_accepted" is stored. In another process: a
 * second SQLite library of this process would not see the store's locks, and delete its log.
 */
function refusePort(file: string): void {
  const script = `const db = new (require('node:sqlite').DatabaseSync)(process.argv[1]); db.exec(process.argv[2]); db.close()`;
  execFileSync(process.execPath, ['-e', script, file, refusal]);
}

it('a built-in sandbox whose port cannot be stored is stopped, and starts again once the database accepts the port', async () => {
  const { store, folder, file } = await openTestStore();
  const yaml = createYamlReader({ workerUrl: workers.yaml });
  const sandbox = createBuiltInSandbox({
    folder,
    store,
    settings: await loadSettings(
      store,
      createEvents(() => undefined),
    ),
    now: Date.now,
    log: () => undefined,
    yaml,
  });
  onTestFinished(async () => {
    await sandbox.stop();
    await yaml.stop();
  });
  const { port } = must(await sandbox.ensure());
  await sandbox.stop();

  refusePort(file);
  expect(codeOf(await sandbox.ensure())).toBe('start-failed');
  expect(sandbox.endpoint()).toBeNull();
  expect(await isListening(port)).toBe(false);

  await store.write('setSetting', { key: 'port_is_accepted', value: 'yes' });
  expect(must(await sandbox.ensure()).port).toBe(port);
  expect(await isListening(port)).toBe(true);
});

it('clients that need the sandbox’s account at the same time get one account', async () => {
  const { client } = await openConsole();
  const opened = await Promise.all(Array.from({ length: 4 }, () => client.accounts.sandbox()));
  const accounts = await client.accounts.list();
  expect(accounts).toHaveLength(1);
  expect(opened.map((one) => must(one).id)).toEqual(opened.map(() => accounts[0]?.id));
});
