import { Notification } from 'electron';
import type { Notice } from './notices.ts';

/** Shows notices as system notifications. @param open called on a click, with the notice's address */
export function systemNotifications(open: (hash: string) => void): (notice: Notice) => void {
  // A notification that is garbage-collected no longer reports clicks.
  const shown = new Set<Notification>();
  return ({ title, body, hash }) => {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body });
    const forget = (): void => void shown.delete(notification);
    notification.on('click', () => {
      forget();
      open(hash);
    });
    notification.on('close', forget);
    notification.on('failed', forget);
    shown.add(notification);
    notification.show();
  };
}
