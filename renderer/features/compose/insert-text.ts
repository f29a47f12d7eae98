/** Inserts a text at the last cursor position of any text field. */

type TextField = HTMLInputElement | HTMLTextAreaElement;

function isTextField(target: EventTarget | null): target is TextField {
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && (target.type === 'text' || target.type === 'url'))
  );
}

/**
 * Tracks which text field in a part of the page last had the cursor, except for the To field.
 * @returns functions that insert there, and stop tracking
 */
export function watchFields(part: HTMLElement): { insert: (text: string) => boolean; stop: () => void } {
  let last: TextField | null = null;
  const onFocus = ({ target }: FocusEvent) => {
    if (isTextField(target) && !target.closest('[data-no-insert]')) last = target;
  };
  part.addEventListener('focusin', onFocus);
  return {
    insert(text) {
      const field =
        last?.isConnected === true ? last : part.querySelector<HTMLTextAreaElement>('[data-text-field]');
      if (field === null) return false;
      field.focus();
      // Uses the field's own input event and the browser's undo, as if the text was typed.
      const typed = part.ownerDocument.execCommand('insertText', false, text);
      return typed;
    },
    stop: () => part.removeEventListener('focusin', onFocus),
  };
}
