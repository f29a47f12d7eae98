import type { Server } from 'node:http';
import type { WebSocketServer } from 'ws';

/** How long a client may take to close its socket, milliseconds. */
const closingMs = 500;

/** Closes a server and its WebSockets. A client that does not close its socket soon is cut off. */
export async function closeServer(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const client of sockets.clients) client.close(1001, 'the console is closing');
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => {
      for (const client of sockets.clients) client.terminate();
    }, closingMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeAllConnections();
    sockets.close();
  });
}
