import { RPCHandler } from '@orpc/server/message-port';
import { type IpcMain, type IpcMainEvent, MessageChannelMain, type MessagePortMain } from 'electron';
import { windowActor } from '../engine/acting.ts';
import type { Console } from '../engine/start.ts';
import { portHere, portWanted } from './channels.ts';

export type PortRules = {
  readonly ipcMain: Pick<IpcMain, 'on'>;
  readonly router: Console['router'];
  /** Returns whether a message came from the top frame of our window while it shows our page. */
  readonly isOwn: (event: IpcMainEvent) => boolean;
};

/**
 * Gives the page a port for calls of the contract whenever the page requests one: at its start, after a
 * reload, after a lost connection. The sender is checked here, at the only message that main accepts; without
 * a port nothing can be called. A new port closes the previous one, so that a page never has two.
 * @returns a function that closes the current port
 */
export function servePorts({ ipcMain, router, isOwn }: PortRules): () => void {
  const handler = new RPCHandler(router);
  let current: MessagePortMain | null = null;
  ipcMain.on(portWanted, (event) => {
    const { senderFrame } = event;
    if (senderFrame === null || !isOwn(event)) return;
    current?.close();
    const { port1, port2 } = new MessageChannelMain();
    current = port1;
    port1.on('close', () => {
      if (current === port1) current = null;
    });
    handler.upgrade(port1, { context: { actor: windowActor } });
    port1.start();
    senderFrame.postMessage(portHere, null, [port2]);
  });
  return () => current?.close();
}
