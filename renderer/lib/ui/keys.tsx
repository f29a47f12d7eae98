/** Keys in the system's notation: ⌘ on a Mac, Ctrl elsewhere. */
import { useWords } from '../language.tsx';
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
  plus: '+',
  minus: '−',
};
const otherKeys: Readonly<Record<string, string>> = {
  mod: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  enter: '↵',
  up: '↑',
  down: '↓',
  esc: 'Esc',
  plus: '+',
  minus: '−',
};

/** Formats "mod+N" as "⌘N" or "Ctrl N". */
export function keysText(keys: string, mac: boolean): string {
  const parts = keys.split('+').map((part) => (mac ? macKeys : otherKeys)[part] ?? part);
  return parts.join(mac ? '' : ' ');
}

type KeysProps = {
  keys: string;
  tone?: 'plain' | 'accent';
  /** Whether screen readers read them: if the keys are the content, not just a hint beside a name. */
  announced?: boolean;
};

export function Keys({ keys, tone = 'plain', announced = false }: KeysProps) {
  const { keyNames } = useWords().shortcuts;
  const text = keysText(keys, isMac(navigator));
  return (
    <span className={`${classes.keys} ${tone === 'accent' ? classes.accent : ''}`} aria-hidden={!announced}>
      {text === 'Space' ? keyNames.space : text}
    </span>
  );
}
