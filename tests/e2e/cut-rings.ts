import type { Page } from '@playwright/test';

/**
 * Returns which sides of the focused element's outline lie outside an ancestor that clips its content, with a name of
 * the element; null if the whole outline is visible, or there is none.
 */
export function cutRing(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (!(focused instanceof HTMLElement) || focused === document.body) return null;
    const style = getComputedStyle(focused);
    if (style.outlineStyle === 'none') return null;
    const ring = Math.max(0, Number.parseFloat(style.outlineOffset) + Number.parseFloat(style.outlineWidth));
    const own = focused.getBoundingClientRect();
    const clips = (value: string) => value !== 'visible';
    let position = style.position;
    for (let at = focused.parentElement; at !== null && at !== document.body; at = at.parentElement) {
      const around = getComputedStyle(at);
      const box = at.getBoundingClientRect();
      const left = box.left + at.clientLeft;
      const top = box.top + at.clientTop;
      const passes = position === 'fixed' || (position === 'absolute' && around.position === 'static');
      if (!passes) {
        position = around.position;
        const cut = [
          clips(around.overflowX) && own.left - ring < left - 0.5 ? 'left' : '',
          clips(around.overflowX) && own.right + ring > left + at.clientWidth + 0.5 ? 'right' : '',
          clips(around.overflowY) && own.top - ring < top - 0.5 ? 'top' : '',
          clips(around.overflowY) && own.bottom + ring > top + at.clientHeight + 0.5 ? 'bottom' : '',
        ].filter((side) => side !== '');
        if (cut.length > 0) {
          const name = focused.getAttribute('aria-label') ?? focused.textContent ?? '';
          return `${focused.tagName} “${name.trim().slice(0, 40)}”: ${cut.join(', ')} of .${at.className}`;
        }
      }
    }
    return null;
  });
}
