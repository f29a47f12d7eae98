/** The buttons for a list, a selection or a shown object, with the same keys everywhere. */
import type { KeyboardEvent, ReactNode } from 'react';
import { useWords } from '../language.tsx';
import classes from './toolbar.module.css';

/** Returns the button that a key leads to from button `at`; null if the key does not move in a toolbar. */
function buttonAfterKey(key: string, at: number, count: number): number | null {
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: count - 1 }[key];
  return to === undefined ? null : Math.min(count - 1, Math.max(0, to));
}

/** Left, Right, Home and End move the focus to another button; the tabulator works as everywhere. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button:enabled')];
  /* An event of a dialog or menu that a button opened is not about the toolbar. */
  const at = event.target instanceof HTMLElement ? buttons.indexOf(event.target) : -1;
  const to = at < 0 ? null : buttonAfterKey(event.key, at, buttons.length);
  if (to === null) return;
  event.preventDefault();
  buttons[to]?.focus();
}

export function Toolbar({ children }: { children: ReactNode }) {
  const words = useWords().common;
  return (
    <div role="toolbar" aria-label={words.actions} className={classes.toolbar} onKeyDown={moveFocus}>
      {children}
    </div>
  );
}
