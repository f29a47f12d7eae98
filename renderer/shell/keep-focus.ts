/**
 * Keeps the focus on the page. When the focused element is removed, hidden or disabled, browsers give the
 * focus to the body, and whoever uses a keyboard is back at the beginning. Here it goes to the neighbour that
 * takes the element's place, or to the place of the element that had the focus before, for example the button
 * that opened a menu.
 */

/** One level of the tree above an element: the branch with the element, and the branches beside it. */
type Level = { readonly parent: Element; readonly next: Element | null; readonly previous: Element | null };

/** An element that had the focus, and its surroundings at that time, from the inside out. */
type Seat = { readonly element: HTMLElement; readonly levels: readonly Level[] };

const mostSeats = 8;
/** Menus and dialogs return the focus themselves, after 10 ms at most. */
const afterMs = 40;

const focusable = 'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable="true"]';

function levelsOf(element: Element): Level[] {
  const levels: Level[] = [];
  for (let branch = element; branch.parentElement !== null; branch = branch.parentElement) {
    const { parentElement: parent, nextElementSibling: next, previousElementSibling: previous } = branch;
    if (parent.id === 'root' || parent.tagName === 'BODY') break;
    levels.push({ parent, next, previous });
  }
  return levels;
}

function canHaveFocus(element: HTMLElement): boolean {
  const dialogs = document.querySelectorAll('[aria-modal="true"]');
  const dialog = dialogs[dialogs.length - 1];
  return (
    element.isConnected &&
    !element.matches(':disabled, [type="hidden"]') &&
    element.checkVisibility({ visibilityProperty: true }) &&
    (dialog === undefined || dialog.contains(element))
  );
}

/** Returns the controls of a branch that Tab reaches, in their order. */
function controlsIn(branch: Element): HTMLElement[] {
  return [branch, ...branch.querySelectorAll(focusable)].filter(
    (one): one is HTMLElement =>
      one instanceof HTMLElement && one.matches(focusable) && one.tabIndex >= 0 && canHaveFocus(one),
  );
}

function controlBeside({ next, previous, parent }: Level): HTMLElement | undefined {
  for (let one = next; one?.parentElement === parent; one = one.nextElementSibling) {
    const [first] = controlsIn(one);
    if (first) return first;
  }
  for (let one = previous; one?.parentElement === parent; one = one.previousElementSibling) {
    const last = controlsIn(one).at(-1);
    if (last) return last;
  }
  return undefined;
}

/** Returns the control that is nearest to the place of an element, or the screen if it is another one now. */
function placeNear({ levels }: Seat): HTMLElement | null {
  for (const level of levels) {
    const { parent } = level;
    if (!parent.isConnected) continue;
    if (parent instanceof HTMLElement && parent.tagName === 'MAIN') return parent;
    const beside = controlBeside(level) ?? controlsIn(parent)[0];
    if (beside) return beside;
  }
  return null;
}

/** Starts to keep the focus. @returns stops it */
export function keepFocus(page: Document): () => void {
  /** The elements that had the focus, the last one first; empty if the user left them, for example by a click. */
  let seats: readonly Seat[] = [];
  /** A disabled element that gets the focus back if it is enabled again while the focus is where it went. */
  let waiting: { readonly element: HTMLElement; readonly at: HTMLElement } | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const isLost = () => page.activeElement === null || page.activeElement === page.body;

  function settle() {
    timer = null;
    const [last] = seats;
    if (!last || !isLost()) return;
    if (canHaveFocus(last.element)) {
      seats = [];
      return;
    }
    const place = seats
      .map((seat) => (canHaveFocus(seat.element) ? seat.element : placeNear(seat)))
      .find(Boolean);
    const at = place ?? page.querySelector<HTMLElement>('main');
    at?.focus({ preventScroll: true });
    waiting = at && last.element.isConnected ? { element: last.element, at } : null;
  }

  function look() {
    if (waiting !== null && waiting.at !== page.activeElement) waiting = null;
    if (waiting !== null && canHaveFocus(waiting.element)) waiting.element.focus({ preventScroll: true });
    if (isLost() && seats.length > 0) timer ??= setTimeout(settle, afterMs);
  }

  function gained({ target }: FocusEvent) {
    if (!(target instanceof HTMLElement) || target === page.body) return;
    const before = seats.filter(({ element }) => element !== target);
    seats = [{ element: target, levels: levelsOf(target) }, ...before].slice(0, mostSeats);
  }

  const observer = new MutationObserver(look);
  observer.observe(page.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['disabled', 'hidden'],
  });
  page.addEventListener('focusin', gained);
  page.addEventListener('focusout', look);
  return () => {
    observer.disconnect();
    page.removeEventListener('focusin', gained);
    page.removeEventListener('focusout', look);
    if (timer !== null) clearTimeout(timer);
  };
}
