import { spawn } from 'node:child_process';

/** A child process of Node that receives and sends messages. */
export type IpcChild<Sent, Received> = {
  send(message: Sent): void;
  onMessage(listener: (message: Received) => void): void;
  /** Calls the listener when the process has ended, could not be started, or cannot be reached. */
  onGone(listener: () => void): void;
  /** Sets whether the process keeps this process from ending. */
  hold(holds: boolean): void;
  /** Ends the process at once, even while it is stuck in native code. */
  kill(): void;
};

/**
 * Starts Node with these arguments, without input and output.
 * @param env the whole environment of the process
 */
export function spawnIpcChild<Sent extends object, Received>(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): IpcChild<Sent, Received> {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'json',
    env,
  });
  const gone: (() => void)[] = [];
  const end = (): void => {
    for (const listener of gone) listener();
  };
  child.on('error', end);
  child.on('exit', end);
  return {
    send: (message) =>
      void child.send(message, (error) => {
        if (error) end();
      }),
    onMessage: (listener) => void child.on('message', listener),
    onGone: (listener) => void gone.push(listener),
    hold(holds) {
      const change = holds ? 'ref' : 'unref';
      child[change]();
      child.channel?.[change]();
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
