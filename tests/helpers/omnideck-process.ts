/** Runs the command line as a user does: in its own process, which can be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { omnideckScript } from './engine-files.ts';

export type Ended = {
  /** null if a signal ended the process. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

export type OmnideckProcess = {
  readonly pid: number;
  stdout(): string;
  stderr(): string;
  /**
   * Returns the parsed first line of standard output. @throws the output if the process ended before printing
   * a line
   */
  ready(): Promise<Readonly<Record<string, unknown>>>;
  signal(name: NodeJS.Signals): void;
  /** Kills the process with SIGKILL; resolves once it is gone. */
  kill(): Promise<Ended>;
  readonly ended: Promise<Ended>;
};

export type OmnideckOptions = {
  readonly env?: Readonly<Record<string, string>>;
  /** Standard input; closed at once if not given. */
  readonly input?: string;
};

/**
 * Returns this process's environment without variables that would affect the tests, such as a desktop's key
 * store.
 */
export function cleanEnvironment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('OMNIDECK_'));
  return {
    ...Object.fromEntries(inherited),
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/omnideck-test',
    NO_COLOR: '1',
    ...more,
  };
}

export function startOmnideck(words: readonly string[], options: OmnideckOptions = {}): OmnideckProcess {
  const child: ChildProcess = spawn(process.execPath, [omnideckScript, ...words], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: cleanEnvironment(options.env ?? {}),
    // A process of its own session has no terminal, also if the developer's tests have one: a live run asks nobody.
    detached: words.includes('--live'),
  });
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(options.input ?? '');
  let stdout = '';
  let stderr = '';
  let wake: () => void = () => undefined;
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    wake();
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close').then(([code]): Ended => {
    wake();
    return { code: typeof code === 'number' ? code : null, stdout, stderr };
  });
  let over = false;
  void ended.then(() => {
    over = true;
  });
  return {
    pid: child.pid ?? 0,
    stdout: () => stdout,
    stderr: () => stderr,
    async ready() {
      while (!stdout.includes('\n')) {
        if (over) throw new Error(`it ended before it was ready: ${stdout}${stderr}`);
        await Promise.race([ended, new Promise<void>((resolve) => (wake = resolve))]);
      }
      return JSON.parse(stdout.slice(0, stdout.indexOf('\n'))) as Readonly<Record<string, unknown>>;
    },
    signal: (name) => void child.kill(name),
    async kill() {
      child.kill('SIGKILL');
      return ended;
    },
    ended,
  };
}

/** Runs one command until it ends. */
export function omnideck(words: readonly string[], options: OmnideckOptions = {}): Promise<Ended> {
  return startOmnideck(words, options).ended;
}

/** Parses standard output as JSON Lines. @throws if a line is not JSON */
export function jsonLines(text: string): Readonly<Record<string, unknown>>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}
