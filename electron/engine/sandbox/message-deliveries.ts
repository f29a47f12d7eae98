/** Passes delivery reports and inbound messages to the lanes that deliver them. */
import type { CallbackLanes } from './callback-lanes.ts';
import type { JournalRecord, SandboxInbound, SandboxMessage } from './records.ts';
import { reportBody, signatureOf } from './report.ts';

export type Deliveries = {
  /** Delivers a callback of a message, unless it was already delivered or has used up its attempts. */
  report(message: SandboxMessage, index: number): void;
  inbound(inbound: SandboxInbound): void;
};

export type DeliveryParts = {
  readonly lanes: CallbackLanes;
  /** The API key's password. It signs delivery reports. */
  readonly password: string;
  readonly note: (record: JournalRecord) => void;
  readonly dueAt: (since: number, afterMs: number) => number;
};

export function createDeliveries({ lanes, password, note, dueAt }: DeliveryParts): Deliveries {
  function report(message: SandboxMessage, index: number): void {
    const callback = message.callbacks[index];
    const event = callback === undefined ? undefined : message.events[callback.event];
    if (callback === undefined || event === undefined || message.dlrUrl === null) return;
    if (callback.outcome !== 'waiting') return;
    const body = reportBody(message, event, callback.forged);
    lanes.add(message.id, {
      url: message.dlrUrl,
      body,
      signature: signatureOf(callback.forged ? `not ${password}` : password, body),
      notBefore: callback.delayMs === 0 ? 0 : dueAt(event.at, callback.delayMs),
      cuts: callback.cuts,
      once: callback.forged,
      onTried: (tried, outcome) =>
        note({ type: 'callback-tried', id: message.id, callback: index, tried, outcome }),
    });
  }

  function inbound({ id, url, secret, body, at }: SandboxInbound): void {
    lanes.add(id, {
      url,
      body,
      signature: signatureOf(secret, body),
      notBefore: at,
      cuts: 0,
      once: false,
      onTried: (tried, outcome) => note({ type: 'inbound-tried', id, tried, outcome }),
    });
  }

  return { report, inbound };
}
