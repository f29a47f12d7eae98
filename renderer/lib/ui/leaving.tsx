/**
 * What happens to typed text when its popover is left by a click beside it: the text is used, as by Enter. If
 * it cannot be used, the popover stays and shows why. Escape throws the text away.
 */
import { createContext, type ReactNode, type RefObject, useContext, useEffect, useRef } from 'react';

/** Uses the typed text. Returns whether the popover may close. */
type Leave = () => boolean;

const nothingTyped: Leave = () => true;

const Leaving = createContext<RefObject<Leave>>({ current: nothingTyped });

/** Called by an editor inside. */
export function useLeaving(leave: Leave): void {
  const current = useContext(Leaving);
  useEffect(() => {
    current.current = leave;
    return () => {
      current.current = nothingTyped;
    };
  });
}

/** For the popover: its handler of closing, and a provider around its content. */
export function useLeavable(close: () => void) {
  const current = useRef<Leave>(nothingTyped);
  const escaped = useRef(false);
  useEffect(() => {
    const note = (event: Event) => {
      escaped.current = event instanceof KeyboardEvent && event.key === 'Escape';
    };
    window.addEventListener('keydown', note, { capture: true });
    window.addEventListener('pointerdown', note, { capture: true });
    return () => {
      window.removeEventListener('keydown', note, { capture: true });
      window.removeEventListener('pointerdown', note, { capture: true });
    };
  }, []);
  return {
    leave() {
      const typing = document.activeElement;
      if (escaped.current || current.current()) {
        close();
        return;
      }
      /* The click beside the popover moves the focus only after this event. */
      window.setTimeout(() => {
        if (typing instanceof HTMLElement) typing.focus();
      });
    },
    provide: (children: ReactNode) => <Leaving value={current}>{children}</Leaving>,
  };
}
