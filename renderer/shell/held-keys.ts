/**
 * Lets a key that is held down act only where it was pressed. While a key is held, browsers repeat its event at
 * the control that has the focus by then: the Enter that removes one entry of a list would remove the next ones.
 */

/** These keys are held down to move on, also from one control to another. */
const moving = /^(Arrow|Page|Tab$|Home$|End$)/;

const textFields = 'textarea, [contenteditable="true"]';
const lineFields = 'input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"])';
/** Space presses these; on anything else the key scrolls, and is held down to scroll on. */
const pressable =
  'a, button, input, select, summary, :is([role="button"], [role="link"], [role="checkbox"], [role="radio"], [role="switch"], [role="tab"], [role="option"], [role="combobox"], [role^="menuitem"])';

/** Returns whether a key that stays pressed on this element may act on it again. */
function mayRepeat({ key, ctrlKey, metaKey }: KeyboardEvent, target: Element): boolean {
  if (key === 'Enter') return target.matches(textFields) && !ctrlKey && !metaKey;
  return key !== ' ' || target.matches(`${textFields}, ${lineFields}`) || !target.matches(pressable);
}

/** Starts to ignore repeated key events. @returns stops it */
export function ignoreHeldKeys(page: Window): () => void {
  let pressedOn: EventTarget | null = null;

  function pressed(event: KeyboardEvent) {
    const { target } = event;
    if (!event.repeat) {
      pressedOn = target;
      return;
    }
    if (moving.test(event.key)) return;
    if (target === pressedOn && target instanceof Element && mayRepeat(event, target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  page.addEventListener('keydown', pressed, { capture: true });
  return () => page.removeEventListener('keydown', pressed, { capture: true });
}
