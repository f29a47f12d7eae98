import { type ReactNode, useEffect, useRef } from 'react';

/** Focuses the first element, which may be loaded after its dialog has looked for something to focus. */
export function FocusFirst({ children }: { children: ReactNode }) {
  const part = useRef<HTMLDivElement>(null);
  useEffect(() => {
    part.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus({ preventScroll: true });
  }, []);
  return <div ref={part}>{children}</div>;
}
