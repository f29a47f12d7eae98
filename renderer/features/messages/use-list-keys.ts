/** The keys of the list: moving in it, and selecting several messages. */
import { useActions, useDeck } from '../../lib/deck.tsx';

const pageRows = 15;

function steps(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return at + 1;
    case 'ArrowUp':
      return at - 1;
    case 'PageDown':
      return at + pageRows;
    case 'PageUp':
      return at - pageRows;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/**
 * Arrows, Page, Home and End move; with Shift they select; Space selects one message, Ctrl or ⌘ with A all,
 * Escape none. Home and End go to the very first and last message of the view, whatever is loaded.
 */
export function useListKeys(
  selected: string | null,
  scrollTo: (id: string) => void,
): (event: KeyboardEvent) => void {
  const { frame, messages } = useActions();
  const ids = useDeck((state) => state.messages.ids);
  const atStart = useDeck((state) => state.messages.atStart);
  const atEnd = useDeck((state) => state.messages.atEnd);
  const choosing = useDeck((state) => state.messages.chosen.size > 0);

  const stand = (id: string) => {
    frame.goInPlace({ screen: 'messages', id });
    scrollTo(id);
  };

  /** To an end that is not loaded: the list is loaded from there. */
  async function jump(toEnd: boolean) {
    const id = await (toEnd ? messages.toEnd() : messages.toStart());
    if (id !== null) frame.goInPlace({ screen: 'messages', id });
  }

  function walk(event: KeyboardEvent): boolean {
    const at = selected === null ? -1 : ids.indexOf(selected);
    const to = steps(event.key, at, ids.length);
    if (to === null) return false;
    if (!event.shiftKey && event.key === 'End' && !atEnd) void jump(true);
    else if (!event.shiftKey && event.key === 'Home' && !atStart) void jump(false);
    else {
      const id = ids[Math.min(ids.length - 1, Math.max(0, to))];
      if (id === undefined) return true;
      if (event.shiftKey) messages.chooseTo(id);
      stand(id);
    }
    return true;
  }

  function act(event: KeyboardEvent): boolean {
    const mod = event.ctrlKey || event.metaKey;
    if (event.key === ' ' && !mod) {
      const id = selected ?? ids[0];
      if (id === undefined) return true;
      if (event.shiftKey) messages.chooseTo(id);
      else messages.choose(id);
      if (selected === null) stand(id);
      return true;
    }
    if (mod && event.key.toLowerCase() === 'a') {
      void messages.chooseAll();
      return true;
    }
    if (event.key === 'Escape' && choosing) {
      messages.clearChoice();
      return true;
    }
    return !mod && walk(event);
  }

  return (event) => {
    if (act(event)) event.preventDefault();
  };
}
