import type { KeyboardEvent } from 'react';

/**
 * For a field whose text is applied when the field is left: Escape restores the stored value first. Only the next
 * Escape leaves the screen, which would apply the text.
 * @param changed whether the field shows something else than the stored value
 */
export function restoreOnEscape(event: KeyboardEvent, changed: boolean, restore: () => void): void {
  if (event.key !== 'Escape' || event.nativeEvent.isComposing || !changed) return;
  event.preventDefault();
  restore();
}
