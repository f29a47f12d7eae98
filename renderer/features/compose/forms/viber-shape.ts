/** Viber's forms: exactly the combinations that Messente documents, each a kind of its own. */
import { list, number, object, optional, optionalText, text, variants } from './shape.ts';

const video = object({ url: text, thumbnail: text, file_size: number, duration: number });
const button = object({ label: text, action_url: text });
const item = object({
  title: text,
  image_url: text,
  primary_button: button,
  secondary_button: optional(button),
});

export const viberShape = variants({
  text: { text },
  'text-button': { text, button_text: text, button_url: text },
  image: { image_url: text },
  'image-button': { text, image_url: text, button_text: text, button_url: text },
  video: { video },
  'video-text': { text, video },
  'video-button': { text, video, button_text: text, button_url: optionalText },
  carousel: { text, carousel: object({ items: list(item) }) },
  template: { template: object({ id: text, lang: text, params: { type: 'pairs' } }) },
});

export const viberLimits = { text: 1000, title: 38, itemsAtLeast: 2, itemsAtMost: 5 } as const;
