import { Notification } from 'electron';
import type { Notice } from './notices.ts';

/** Shows notices as the system's notifications. @param open what a click does, with the notice's address */
export function systemNotifications(open: (hash: string) => void): (notice: Notice) => void {
  // One that is collected as garbage has no click any more.
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
