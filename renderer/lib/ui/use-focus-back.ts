import { useEffect, useState } from 'react';

/**
 * Restores the previous focus when this dialog is removed; a dialog that exists only while it is open does
 * not do this itself.
 */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      /* After the dialog's own cleanup, which releases the focus. */
      setTimeout(() => {
        const lost = document.activeElement === document.body || document.activeElement === null;
        if (lost && before instanceof HTMLElement && before.isConnected)
          before.focus({ preventScroll: true });
      });
    },
    [before],
  );
}
