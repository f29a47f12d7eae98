/**
 * Connects the window to the engine: over a WebSocket in the browser UI, over a MessagePort from the
 * desktop's preload script. The rest of the window does not depend on which.
 */
import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../shared/contract/contract.ts';

export type EngineClient = ContractRouterClient<Contract>;

export type Link = {
  readonly client: EngineClient;
  /** Settles once the link is gone, for any reason. */
  readonly closed: Promise<void>;
  readonly close: () => void;
};

/** Opens one link. @throws if the engine cannot be reached, or `signal` fires first */
export type OpenLink = (signal: AbortSignal) => Promise<Link>;

/** The host does not accept this page's cookie: it belongs to a console that has ended since. */
export class ShutOutError extends Error {}

async function whyRefused(): Promise<Error> {
  try {
    const answer = await fetch('/', { method: 'HEAD', cache: 'no-store' });
    if (answer.status === 401) return new ShutOutError();
  } catch {
    /* The host does not answer. */
  }
  return new Error('the engine closed the socket');
}

/** Opens a link to the host that served this page: `ws(s)://<host>/contract`, with the page's own cookie. */
function socketLink(url: string): OpenLink {
  return (signal) =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(url);
      const closed = new Promise<void>((gone) => {
        socket.addEventListener('close', () => gone(), { once: true });
      });
      const giveUp = () => socket.close();
      signal.addEventListener('abort', giveUp, { once: true });
      let opened = false;
      closed.then(async () => {
        signal.removeEventListener('abort', giveUp);
        if (!opened) reject(await whyRefused());
      });
      socket.addEventListener('open', () => {
        opened = true;
        signal.removeEventListener('abort', giveUp);
        const client: EngineClient = createORPCClient(new SocketLink({ websocket: socket }));
        resolve({ client, closed, close: () => socket.close() });
      });
    });
}

/**
 * Opens a link over a port from the preload script. The page requests a port by posting `{type:
 * "omnideck:port-wanted"}` to itself; the preload script answers with `{type: "omnideck:port"}` and the port,
 * now and after each loss.
 */
export function portLink(page: Window): OpenLink {
  return (signal) =>
    new Promise((resolve, reject) => {
      const stop = () => {
        page.removeEventListener('message', listen);
        signal.removeEventListener('abort', giveUp);
      };
      const giveUp = () => {
        stop();
        reject(new Error('no port came'));
      };
      const listen = (event: MessageEvent) => {
        const port = event.ports[0];
        if (event.source !== page || event.data?.type !== 'omnideck:port' || !port) return;
        stop();
        const closed = new Promise<void>((gone) => {
          port.addEventListener('close', () => gone(), { once: true });
        });
        const client: EngineClient = createORPCClient(new PortLink({ port }));
        port.start();
        resolve({ client, closed, close: () => port.close() });
      };
      page.addEventListener('message', listen);
      signal.addEventListener('abort', giveUp, { once: true });
      page.postMessage({ type: 'omnideck:port-wanted' }, page.origin);
    });
}

/**
 * Returns the link for this page: a page of http(s) came from a browser UI host, any other from the desktop's
 * own scheme.
 */
export function linkFor(page: Window): OpenLink {
  const { protocol, host, search } = page.location;
  const served = protocol === 'http:' || protocol === 'https:';
  /* The desktop's live-reload page also uses http; the desktop opens it with ?link=port. */
  if (!served || new URLSearchParams(search).get('link') === 'port') return portLink(page);
  return socketLink(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/contract`);
}
