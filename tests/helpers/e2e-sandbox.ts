/** A sandbox of its own for one test, which stands for Messente: it can be taken away. */
import { testEnvironment } from './e2e-console.ts';
import { startOmnideck } from './omnideck-process.ts';

export type StandaloneSandbox = {
  /** What goes into the form's API address. */
  readonly baseUrl: string;
  readonly plainUrl: string;
  stop(): Promise<void>;
};

/** `omnideck sandbox` on a free port, with these credentials. */
export async function startSandbox(username: string, password: string): Promise<StandaloneSandbox> {
  const words = ['sandbox', '--port', '0', '--username', username, '--password', password];
  const running = startOmnideck(words, { env: testEnvironment() });
  const ready = await running.ready();
  const baseUrl = String(ready.base_url);
  return {
    baseUrl,
    plainUrl: new URL(baseUrl).origin,
    async stop() {
      await running.kill();
    },
  };
}
