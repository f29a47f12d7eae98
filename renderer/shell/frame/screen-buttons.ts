/** What can be pressed on the screen that is shown, by its name: the palette finds each button that a person sees. */

type ScreenButton = { readonly label: string; readonly press: () => void };

/** Its accessible name, without the keys that are written beside it. */
function nameOf(button: HTMLElement): string {
  const given = button.getAttribute('aria-label');
  if (given !== null) return given.trim();
  const words: string[] = [];
  const texts = document.createTreeWalker(button, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    if (text.parentElement?.closest('kbd, [aria-hidden="true"], svg') === null)
      words.push(text.textContent ?? '');
  }
  return words.join(' ').replaceAll(/\s+/gu, ' ').trim();
}

/**
 * @param root where the screen is
 * @returns each button that can be pressed now, in the order of the page, the first of those with one name
 */
export function buttonsOf(root: HTMLElement | null): readonly ScreenButton[] {
  const found = new Map<string, ScreenButton>();
  for (const button of root?.querySelectorAll<HTMLElement>('button, [role="button"]') ?? []) {
    const isOff = button.matches(':disabled, [aria-disabled="true"], [data-disabled]');
    if (isOff || !button.checkVisibility({ visibilityProperty: true })) continue;
    const label = nameOf(button);
    if (label === '' || found.has(label)) continue;
    found.set(label, {
      label,
      press() {
        // The screen may have changed since; what is gone does nothing.
        if (!button.isConnected) return;
        button.focus();
        button.click();
      },
    });
  }
  return [...found.values()];
}
