/** Keys as this system writes them: ⌘ on a Mac, Ctrl elsewhere. */
import classes from './keys.module.css';

export function isMac(navigator: Navigator): boolean {
  return /mac|iphone|ipad/i.test(navigator.platform || navigator.userAgent);
}

const macKeys: Readonly<Record<string, string>> = {
  mod: '⌘',
  alt: '⌥',
  shift: '⇧',
  enter: '↵',
  up: '↑',
  down: '↓',
  esc: 'esc',
};
const otherKeys: Readonly<Record<string, string>> = {
  mod: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  enter: '↵',
  up: '↑',
  down: '↓',
  esc: 'Esc',
};

/** "mod+N" as "⌘N" or "Ctrl N". */
export function keysText(keys: string, mac: boolean): string {
  const parts = keys.split('+').map((part) => (mac ? macKeys : otherKeys)[part] ?? part);
  return parts.join(mac ? '' : ' ');
}

export function Keys({ keys, tone = 'plain' }: { keys: string; tone?: 'plain' | 'accent' }) {
  return (
    <span className={`${classes.keys} ${tone === 'accent' ? classes.accent : ''}`} aria-hidden="true">
      {keysText(keys, isMac(navigator))}
    </span>
  );
}
