/** Shows a notice for a time that stops while somebody points at the notice or uses it by keyboard. */
import { type NotificationData, notifications } from '@mantine/notifications';
import type { PointerEvent } from 'react';

const shownMs = 4000;
/** A pointer that is not moved any more keeps a notice this long. */
const restMs = 20_000;

export function showNotice({ autoClose, ...notice }: NotificationData): void {
  if (autoClose === false) {
    notifications.show({ ...notice, autoClose });
    return;
  }
  const ms = typeof autoClose === 'number' ? autoClose : shownMs;
  let timer = 0;
  const stop = () => window.clearTimeout(timer);
  const closeAfter = (wait: number) => {
    stop();
    timer = window.setTimeout(() => notifications.hide(id), wait);
  };
  const id = notifications.show({
    ...notice,
    autoClose: false,
    onOpen: () => closeAfter(ms),
    onClose: stop,
    /* A notice that appears under a pointer at rest also gets events, without a movement. */
    onPointerMove: ({ currentTarget, movementX, movementY }: PointerEvent) => {
      if (currentTarget.contains(document.activeElement)) return;
      if (movementX !== 0 || movementY !== 0) closeAfter(restMs);
    },
    onPointerLeave: ({ currentTarget }: PointerEvent) => {
      if (!currentTarget.contains(document.activeElement)) closeAfter(ms);
    },
    onFocus: stop,
    onBlur: () => closeAfter(ms),
  });
}
