import { useEffect, useState } from 'react';

/** Gives the focus back, once this dialog is gone, to what had it before: a dialog that exists only while it is open does not. */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      /* After the dialog's own leaving, which lets go of the focus. */
      setTimeout(() => {
        const lost = document.activeElement === document.body || document.activeElement === null;
        if (lost && before instanceof HTMLElement && before.isConnected)
          before.focus({ preventScroll: true });
      });
    },
    [before],
  );
}
