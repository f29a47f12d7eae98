import type { Overview } from '../../shared/contract/console.ts';
import type { MessageRow } from '../../shared/contract/messages.ts';
import type { Settings } from '../../shared/contract/settings.ts';
import type { Client } from '../engine/local-socket/attach.ts';

export type Follower = {
  /** Called at the start and after each change. */
  settings(settings: Settings): void;
  overview(overview: Overview): void;
  messages(rows: readonly MessageRow[], settings: Settings): void;
};

/**
 * Follows the engine's changes for the tray and the notifications, until the signal is aborted or the engine
 * stops. Bulk changes (e.g. an import) are not reported one by one and cause no notifications.
 */
export async function followConsole(client: Client, follower: Follower, signal: AbortSignal): Promise<void> {
  let settings = await client.settings.get();
  follower.settings(settings);
  for await (const change of await client.console.changes(undefined, { signal })) {
    switch (change.type) {
      case 'overview':
        follower.overview(change.overview);
        break;
      case 'settings':
        settings = await client.settings.get();
        follower.settings(settings);
        break;
      case 'messages':
        if (change.ids.length > 0)
          follower.messages(await client.messages.rows({ ids: change.ids }), settings);
        break;
      default:
        break;
    }
  }
}
