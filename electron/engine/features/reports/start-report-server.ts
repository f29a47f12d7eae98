import type { Result } from '../../../../shared/messaging/problem.ts';
import { type LiveSettings, rememberedPort } from '../settings/index.ts';
import { startCallbackServer } from './server.ts';
import type { CallbackServer, CallbackServerDependencies } from './types.ts';

/**
 * Starts the callback server, and remembers its port for the next start.
 * @param port null means the previous port if it is free, otherwise any
 * @param undo collects what must be undone if a later step fails
 */
export async function startReportServer(
  settings: LiveSettings,
  { port, pathPrefix }: { readonly port: number | null; readonly pathPrefix: string },
  needs: CallbackServerDependencies,
  undo: (step: () => unknown) => void,
): Promise<Result<CallbackServer>> {
  const start = (at: number) => startCallbackServer({ port: at, pathPrefix }, needs);
  const last = rememberedPort(settings.remembered('callback_port'));
  let started = await start(port ?? last);
  if (!started.ok && port === null && started.problem.code === 'port-taken') started = await start(0);
  if (!started.ok) return started;
  const server = started.value;
  // Registered before anything else can fail: a server that keeps listening would keep the process alive.
  undo(() => server.stop());
  if (server.port !== last) await settings.remember('callback_port', String(server.port));
  return started;
}
