/** Starts a sandbox in its own process, which can be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startSandbox } from '../../electron/engine/sandbox/sandbox.ts';

export type SandboxProcess = {
  readonly pid: number;
  readonly baseUrl: string;
  readonly controlUrl: string;
  /** Kills the process with SIGKILL; resolves once it is gone. */
  kill(): Promise<void>;
};

export type SandboxProcessOptions = {
  readonly dataDir: string;
  readonly port?: number;
  readonly speed?: number;
};

/** Starts the sandbox. @throws the process's output if it could not start */
export async function startSandboxProcess(options: SandboxProcessOptions): Promise<SandboxProcess> {
  const child: ChildProcess = spawn(
    process.execPath,
    [fileURLToPath(import.meta.url), JSON.stringify(options)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exited = once(child, 'exit');
  if (child.stdout === null) throw new Error('no standard output');
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    exited.then(() => ['{"problem":"it ended"}']),
  ]);
  const ready = JSON.parse(String(line)) as { baseUrl?: string; controlUrl?: string; problem?: unknown };
  if (ready.baseUrl === undefined || ready.controlUrl === undefined) throw new Error(String(line));
  return {
    pid: child.pid ?? 0,
    baseUrl: ready.baseUrl,
    controlUrl: ready.controlUrl,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const options = JSON.parse(process.argv[2] ?? '') as SandboxProcessOptions;
  const started = await startSandbox({ port: 0, ...options });
  console.log(JSON.stringify(started.ok ? started.value : started));
}
