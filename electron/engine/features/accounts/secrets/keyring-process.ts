import { childEnvironment } from '../../../child-environment.ts';
import { type IpcChild, spawnIpcChild } from '../../../ipc-child.ts';
import type { KeyringLike } from './types.ts';

/**
 * The program of the child process, in CommonJS. It is a string, so that it runs from the source and from a
 * bundle. It receives data by messages, never on its command line.
 */
const program = `
const [, modulePath, service] = process.argv;
process.on('disconnect', () => process.exit());
process.on('message', async ({ number, call, name, value }) => {
  let answer;
  try {
    const { AsyncEntry } = require(modulePath);
    const entry = new AsyncEntry(service, name, { linux: { store: 'secret-service' } });
    if (call === 'read') answer = { number, ok: true, value: await entry.getPassword() };
    else if (call === 'write') answer = { number, ok: true, value: (await entry.setPassword(value), null) };
    else answer = { number, ok: true, value: (await entry.deletePassword(), null) };
  } catch {
    answer = { number, ok: false, value: null };
  }
  if (process.connected) process.send(answer, () => {});
});
`;

/** The process that accesses the key store, however it was started. */
export type KeyringChild = IpcChild<object, unknown>;

/** Starts such a process; the desktop shell has its own way. */
export type KeyringLauncher = (modulePath: string, service: string) => KeyringChild;

export type KeyringProcessOptions = {
  /** Default: spawnKeyring. */
  readonly launch?: KeyringLauncher;
  /** The path of @napi-rs/keyring for require(). */
  readonly modulePath: string;
  readonly service: string;
  /** The time limit of a call, milliseconds; then the process is killed. */
  readonly callTimeoutMs: number;
  /** An idle process is ended after this time, milliseconds. */
  readonly idleMs: number;
};

type Pending = { readonly resolve: (value: string | null) => void; readonly reject: (error: Error) => void };
type Answer = { readonly number: number; readonly ok: boolean; readonly value: string | null };

function isAnswer(message: unknown): message is Answer {
  return (
    typeof message === 'object' && message !== null && typeof Reflect.get(message, 'number') === 'number'
  );
}

/** Starts the process as a child process of Node. */
export const spawnKeyring: KeyringLauncher = (modulePath, service) =>
  spawnIpcChild(
    ['--input-type=commonjs', '-e', program, modulePath, service],
    childEnvironment(['program', 'key-store']),
  );

/**
 * Accesses the key store in a separate process. If the desktop bus accepts a call and never answers, the
 * library's constructor blocks its thread forever, and a process with such a thread cannot even exit.
 * Therefore it must be a process that can be killed. It is started when needed, and ended when idle.
 */
export function keyringProcess(options: KeyringProcessOptions): KeyringLike {
  const launch = options.launch ?? spawnKeyring;
  const pending = new Map<number, Pending>();
  let child: KeyringChild | null = null;
  let idle: NodeJS.Timeout | undefined;
  let counter = 0;

  function end(reason: string): void {
    const ended = child;
    child = null;
    if (ended !== null) {
      ended.kill();
      process.off('exit', killChild);
    }
    for (const { reject } of pending.values()) reject(new Error(reason));
    pending.clear();
  }

  function killChild(): void {
    child?.kill();
  }

  function start(): KeyringChild {
    const started = launch(options.modulePath, options.service);
    started.onMessage((message) => {
      if (!isAnswer(message)) return;
      const waiter = pending.get(message.number);
      pending.delete(message.number);
      if (message.ok) waiter?.resolve(message.value);
      else waiter?.reject(new Error('key store: refused'));
      if (pending.size === 0) letIdle();
    });
    started.onGone(() => {
      if (child === started) end('key store: its process ended');
    });
    process.on('exit', killChild);
    return started;
  }

  /** No call is under way: the child no longer keeps this process alive, and is ended after a while. */
  function letIdle(): void {
    child?.hold(false);
    clearTimeout(idle);
    idle = setTimeout(() => end('key store: idle'), options.idleMs);
    idle.unref();
  }

  function ask(
    call: 'read' | 'write' | 'remove',
    name: string,
    value: string | null,
  ): Promise<string | null> {
    clearTimeout(idle);
    child ??= start();
    const asked = child;
    asked.hold(true);
    counter += 1;
    const number = counter;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => end('key store: no answer in time'), options.callTimeoutMs);
      const settled = (): void => clearTimeout(timer);
      pending.set(number, {
        resolve: (answer) => {
          settled();
          resolve(answer);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      });
      asked.send({ number, call, name, value });
    });
  }

  return {
    read: (name) => ask('read', name, null),
    async write(name, value) {
      await ask('write', name, value);
    },
    async remove(name) {
      await ask('remove', name, null);
    },
  };
}
