import type { FocusEvent } from 'react';

/** Scrolls a row of tabs until the focused one is visible in full: the browser is content with a part of it. */
export function showFocused({ target }: FocusEvent<HTMLElement>): void {
  target.scrollIntoView({ inline: 'nearest', block: 'nearest' });
}
