import { Suspense } from 'react';
import type { SavedFile } from '../../../shared/contract/common.ts';
import type { Answer } from '../../lib/engine-client.ts';
import { later } from '../../lib/ui/later.tsx';
import { showNotice } from '../../lib/ui/show-notice.ts';
import { showResult } from '../../lib/ui/show-result.ts';

const SavedFileText = later(async () => (await import('./saved-file.tsx')).SavedFileText);

/** How long a notice is shown: with a sentence, with a title too, and with buttons. */
const shortMs = 4000;
const longMs = 8000;
const withButtonsMs = 15_000;

/**
 * Shows where a file was saved, and offers to open it where the console can; or why it was not saved.
 * @param done returns the text of the notice
 */
export function showSaved<T extends SavedFile>(
  answer: Answer<T>,
  done: (saved: T) => string,
  title?: string,
): void {
  if (!showResult(answer)) return;
  const text = done(answer.value);
  const { openId } = answer.value;
  if (openId === null) {
    showNotice({ title, message: text, autoClose: title === undefined ? shortMs : longMs });
    return;
  }
  showNotice({
    title,
    message: (
      <Suspense fallback={text}>
        <SavedFileText text={text} openId={openId} />
      </Suspense>
    ),
    autoClose: withButtonsMs,
  });
}
