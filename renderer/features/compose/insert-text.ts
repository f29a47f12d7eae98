/** Puts a text where the cursor was last, whichever field that is. */

type TextField = HTMLInputElement | HTMLTextAreaElement;

function isTextField(target: EventTarget | null): target is TextField {
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && (target.type === 'text' || target.type === 'url'))
  );
}

/**
 * Watches which text field of a part of the page had the cursor last; the To field is none.
 * @returns how to insert there, and how to stop watching
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
      // Goes through the field's own input event and the browser's undo, as if it were typed.
      const typed = part.ownerDocument.execCommand('insertText', false, text);
      return typed;
    },
    stop: () => part.removeEventListener('focusin', onFocus),
  };
}
