/** The buttons on the current screen by name, so that the palette finds each visible button. */

type ScreenButton = { readonly label: string; readonly press: () => void };

/** Its accessible name, without the keys beside it. */
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
 * Finds the buttons. @param root the screen's element
 * @returns each enabled button in page order, the first of those with the same name
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
        // The screen may have changed since; a removed button does nothing.
        if (!button.isConnected) return;
        button.focus();
        button.click();
      },
    });
  }
  return [...found.values()];
}
