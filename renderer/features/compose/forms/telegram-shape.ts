/** Telegram's forms, from Messente's older clients: a text, and at most one file with or without it. */
import { optionalText, text, variants } from './shape.ts';

export const telegramShape = variants({
  text: { text },
  image: { text: optionalText, image_url: text },
  document: { text: optionalText, document_url: text },
  audio: { text: optionalText, audio_url: text },
});
