import type { AddressInfo, Server } from 'node:net';
import { fail, ok, type Result } from '../../../../shared/messaging/problem.ts';
import { reportsProblem } from '../../../../shared/problems/reports.ts';
import { isPort } from '../settings/index.ts';

export type Listening = {
  readonly servers: readonly Server[];
  readonly port: number;
  readonly addresses: readonly string[];
};

const noSuchFamily = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EPROTONOSUPPORT']);

/** How many ports are tried to find one that is free on both addresses. */
const pairTries = 20;

/**
 * Listens on 127.0.0.1 and on ::1 with the same port number, because "localhost" may mean either (localtunnel
 * #547, #474). Without IPv6, only on the first.
 * @param makeServer called once for each address
 * @param port 0 means one that is free on both. Problems: "port-invalid", "port-taken", "port-not-allowed",
 * "cannot-listen".
 */
export async function listenOnLoopback(makeServer: () => Server, port: number): Promise<Result<Listening>> {
  if (!isPort(port)) {
    return fail(reportsProblem('port-invalid', { port }, 'callbackPort'));
  }
  for (let tries = 0; ; tries += 1) {
    const first = await listen(makeServer(), '127.0.0.1', port);
    if (!first.ok) return fail(listenProblem(first.code, port));
    const chosen = first.port;
    const second = await listen(makeServer(), '::1', chosen);
    if (second.ok) {
      return ok({ servers: [first.server, second.server], port: chosen, addresses: ['127.0.0.1', '::1'] });
    }
    if (noSuchFamily.has(second.code)) {
      return ok({ servers: [first.server], port: chosen, addresses: ['127.0.0.1'] });
    }
    await new Promise<void>((resolve) => first.server.close(() => resolve()));
    const another = port === 0 && second.code === 'EADDRINUSE' && tries < pairTries;
    if (!another) return fail(listenProblem(second.code, chosen));
  }
}

type Listened =
  | { readonly ok: true; readonly server: Server; readonly port: number }
  | { readonly ok: false; readonly code: string };

function listen(server: Server, host: string, port: number): Promise<Listened> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException): void =>
      resolve({ ok: false, code: error.code ?? error.name });
    server.once('error', failed);
    server.listen({ host, port, ipv6Only: host === '::1', exclusive: true, backlog: 511 }, () => {
      server.off('error', failed);
      resolve({ ok: true, server, port: (server.address() as AddressInfo).port });
    });
  });
}

function listenProblem(code: string, port: number) {
  if (code === 'EADDRINUSE') {
    return reportsProblem('port-taken', { port }, 'callbackPort');
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return reportsProblem('port-not-allowed', { port }, 'callbackPort');
  }
  return reportsProblem('cannot-listen', { port, code }, 'callbackPort');
}
