/** Keys of the whole page, by what they mean (event.key), so that they work on every keyboard layout. */
import { useEffect, useRef } from 'react';

/** Keys such as "mod+n", "/", "r", "arrowdown", "alt+arrowup" and what each does. */
type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** Where letters belong to what is being typed. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // What is only switched on and off takes no letters.
  if (target instanceof HTMLInputElement && ['radio', 'checkbox', 'button'].includes(target.type))
    return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

/** The name of a pressed key in a KeyMap; Shift counts only where it doesn't make the character itself ("?"). */
export function keyName(event: KeyboardEvent): string {
  const mod = event.metaKey || event.ctrlKey ? 'mod+' : '';
  const alt = event.altKey ? 'alt+' : '';
  const key = event.key.toLowerCase();
  const makesCharacter = key.length === 1 && !/[a-z0-9]/.test(key);
  const shift = event.shiftKey && !makesCharacter ? 'shift+' : '';
  return `${mod}${alt}${shift}${key}`;
}

/** Does what a key of the page does, as if it were pressed: a command of the screen is the key that it listens to. */
export function pressKey(name: string): void {
  const parts = name.split('+');
  const key = parts.at(-1) ?? '';
  document.body.dispatchEvent(
    new KeyboardEvent('keydown', {
      key: key === 'enter' ? 'Enter' : key,
      ctrlKey: parts.includes('mod'),
      shiftKey: parts.includes('shift'),
      altKey: parts.includes('alt'),
      bubbles: true,
      cancelable: true,
    }),
  );
}

function isOverlaid(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"], [data-combobox-open]') !== null;
}

/**
 * Listens on the whole page while mounted. Keys without a modifier but Escape don't count while one types; none counts
 * while a dialog or a menu is open, which has its own keys.
 */
export function usePageKeys(keys: KeyMap): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    /* Looked at before anybody else: the Escape that closes a dialog has closed it by the time it comes to us. */
    let overlaid = false;
    const look = () => {
      overlaid = isOverlaid();
    };
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const name = keyName(event);
      const act = current.current[name];
      if (!act) return;
      const withModifier = name === 'escape' || name.startsWith('mod+') || name.startsWith('alt+');
      if ((!withModifier && isTyping(event.target)) || overlaid || isOverlaid()) return;
      event.preventDefault();
      act(event);
    };
    window.addEventListener('keydown', look, { capture: true });
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', look, { capture: true });
      window.removeEventListener('keydown', press);
    };
  }, []);
}
