/**
 * Runs localtunnel in its own thread: it retries forever and cannot be stopped, an unhandled error event of
 * it ends the process, and it is third-party code last changed in 2022. The thread can be ended, knows
 * nothing of the console, and sees none of its environment except the proxy settings.
 */
import { subscribe } from 'node:diagnostics_channel';
import { parentPort, workerData } from 'node:worker_threads';
import localtunnel from 'localtunnel';
import type { TunnelWorkerData, TunnelWorkerMessage } from './worker-messages.ts';

const post = (message: TunnelWorkerMessage): void => parentPort?.postMessage(message);
const { host, localPort, subdomain } = workerData as TunnelWorkerData;

let lastStatus = 0;
// The client hides why it got no tunnel and retries every second; Node reports each of its requests.
subscribe('http.client.request.error', (message) => {
  const { error } = message as { error: NodeJS.ErrnoException };
  post({ kind: 'refused', status: null, code: error.code ?? error.name });
});
subscribe('http.client.response.finish', (message) => {
  const { response } = message as { response: { statusCode?: number } };
  lastStatus = response.statusCode ?? 0;
  if (lastStatus >= 400) post({ kind: 'refused', status: lastStatus, code: null });
});
// It requests again after an answer that was not JSON (a provider's page, or one of a server that is not a
// tunnel server). After a redirect it also requests again, as it should.
subscribe('http.client.request.start', () => {
  if (lastStatus >= 200 && lastStatus < 300) post({ kind: 'refused', status: lastStatus, code: null });
});

// Without local_host: with it the client rewrites the Host header by decoding bodies as UTF-8, and signatures
// fail.
const client = localtunnel({ port: localPort, host, subdomain }, (error) => {
  if (error === null || error === undefined) post({ kind: 'opened', url: String(client.url) });
  else post({ kind: 'refused', status: null, code: null });
});
// In the same tick, because an error event without a listener ends the thread (#321, #612).
client.on('error', () => post({ kind: 'trouble' }));
