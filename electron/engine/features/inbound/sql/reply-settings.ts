import { inboundSettings } from '../../../../../shared/contract/inbound.ts';
import type { AutomaticAnswers } from '../../../../../shared/messaging/own-reply-words.ts';
import { noOwnWords, type OwnReplyWords } from '../../../../../shared/messaging/reply-words.ts';
import type { QueryContext } from '../../../db/query-context.ts';

export const noAutomaticAnswers: AutomaticAnswers = { help: null, stop: null };

function stored(context: Pick<QueryContext, 'get'>, name: 'automaticAnswers' | 'replyWords'): unknown {
  const row = context.get<{ value: string | null }>(
    `SELECT value -> ? AS value FROM setting WHERE key = 'settings' AND json_valid(value)`,
    `$.${name}`,
  );
  return JSON.parse(row?.value ?? 'null');
}

/** Reads the user's own words for STOP, START and HELP. */
export function ownReplyWords(context: Pick<QueryContext, 'get'>): OwnReplyWords {
  const words = inboundSettings.replyWords.safeParse(stored(context, 'replyWords'));
  return words.success ? words.data : noOwnWords;
}

/** Reads the texts that are sent automatically. */
export function automaticAnswers(context: Pick<QueryContext, 'get'>): AutomaticAnswers {
  const texts = inboundSettings.automaticAnswers.safeParse(stored(context, 'automaticAnswers'));
  return texts.success ? texts.data : noAutomaticAnswers;
}
