import { setTimeout as pause } from 'node:timers/promises';
import type { Change } from '../../../shared/contract/console.ts';
import type { Session } from '../session.ts';

/** The interval at which the next console is looked for, milliseconds. */
const reconnectMs = 100;

/**
 * Passes on what the session's console announces, until the signal. Another console may follow it.
 * @param onChange gets null if changes may have been missed: when it begins, and when the console is gone
 */
export async function watchChanges(
  session: Session,
  { signal, rows }: { readonly signal: AbortSignal; readonly rows: boolean },
  onChange: (change: Change | null) => void,
): Promise<void> {
  const pass = async (client: Session['client']): Promise<void> => {
    let isFirst = true;
    for await (const change of await client.console.changes({ rows }, { signal })) {
      if (isFirst) onChange(null);
      isFirst = false;
      onChange(change);
    }
  };
  while (!signal.aborted) {
    const { client } = session;
    // The console is gone, or the wait is over: whoever waits looks again and finds out which.
    await pass(client).catch(() => undefined);
    onChange(null);
    while (session.client === client && !signal.aborted)
      await pause(reconnectMs, undefined, { signal }).catch(() => undefined);
  }
}
