import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import { curlOfOmnimessage } from '../../../../shared/messaging/curl.ts';
import { useDeck } from '../../../lib/deck.tsx';
import { useWords } from '../../../lib/language.tsx';
import { useProblemText } from '../../../lib/ui/problem-text.tsx';
import { showNotice } from '../../../lib/ui/show-notice.ts';
import { messageJson } from './request-shown.ts';

/**
 * Returns functions that copy parts of a message and confirm it briefly. `curl` is null if nothing was ever
 * sent.
 */
export function useCopying(message: MessageDetail) {
  const words = useWords();
  const textOf = useProblemText();
  const baseUrl = useDeck(
    (state) => state.console.accounts?.find((one) => one.id === message.accountId)?.baseUrl,
  );
  const request = message.attempts.at(-1)?.request;
  async function copy(text: string, notice = words.common.copied) {
    await navigator.clipboard.writeText(text);
    showNotice({ message: notice, autoClose: notice === words.common.copied ? 1500 : 6000 });
  }
  return {
    text: (text: string) => void copy(text),
    json: () => void copy(messageJson(message, textOf)),
    curl:
      baseUrl === undefined || request === undefined
        ? null
        : () => void copy(curlOfOmnimessage(baseUrl, request), words.messages.detail.copiedCurl),
  };
}
