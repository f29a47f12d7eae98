import { type Own, required } from '../../lifecycle.ts';
import { type LiveSettings, rememberedPort } from '../settings/index.ts';
import { startCallbackServer } from './server.ts';
import type { CallbackServer, CallbackServerDependencies } from './types.ts';

/**
 * Starts the callback server, and remembers its port for the next start.
 * @param port null: the port of last time if it is free, else any
 */
export async function startReportServer(
  settings: LiveSettings,
  { port, pathPrefix }: { readonly port: number | null; readonly pathPrefix: string },
  needs: CallbackServerDependencies,
  own: Own,
): Promise<CallbackServer> {
  const start = (at: number) => startCallbackServer({ port: at, pathPrefix }, needs);
  const last = rememberedPort(settings.remembered('callback_port'));
  let started = await start(port ?? last);
  if (!started.ok && port === null && started.problem.code === 'port-taken') started = await start(0);
  const server = required(started);
  // Registered before anything else can fail: a server that keeps listening would keep the process alive.
  own.onStop(() => server.stop());
  if (server.port !== last) await settings.remember('callback_port', String(server.port));
  return server;
}
