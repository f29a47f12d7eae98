/**
 * Window-wide keys, identified by their meaning (event.key), so that they work with every keyboard layout.
 */
import { useEffect, useRef } from 'react';
import { type Action, actionOf } from './action.ts';
import { useActionDeck } from './use-action.ts';

/** Elements in which letters are typed text. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // Checkboxes and similar inputs take no letters.
  if (target instanceof HTMLInputElement && ['radio', 'checkbox', 'button'].includes(target.type))
    return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

/** Returns the name of a pressed key; Shift counts only if it does not produce the character itself ("?"). */
export function keyName(event: KeyboardEvent): string {
  const mod = event.metaKey || event.ctrlKey ? 'mod+' : '';
  const alt = event.altKey ? 'alt+' : '';
  const key = event.key.toLowerCase();
  const makesCharacter = key.length === 1 && !/[a-z0-9]/.test(key);
  const shift = event.shiftKey && !makesCharacter ? 'shift+' : '';
  return `${mod}${alt}${shift}${key}`;
}

function isOverlaid(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"], [data-combobox-open]') !== null;
}

/** Runs the action of a pressed key, anywhere in the window. An open dialog or menu handles its own keys. */
export function useActionKeys(actions: readonly Action[]): void {
  const deck = useActionDeck();
  const current = useRef(deck);
  useEffect(() => {
    current.current = deck;
  });
  useEffect(() => {
    /* Registered first: when a key reaches `press`, Escape may already have closed its dialog. */
    let overlaid = false;
    const look = () => {
      overlaid = isOverlaid();
    };
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const action = actionOf(actions, current.current, keyName(event), isTyping(event.target));
      if (!action || overlaid || isOverlaid()) return;
      event.preventDefault();
      action.run(current.current, event);
    };
    window.addEventListener('keydown', look, { capture: true });
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', look, { capture: true });
      window.removeEventListener('keydown', press);
    };
  }, [actions]);
}
