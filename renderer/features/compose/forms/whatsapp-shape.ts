/** WhatsApp's forms: exactly one of a text, a template and five kinds of files, each by a link or by an id. */
import { type Fields, object, optionalFlag, optionalText, text, variants } from './shape.ts';

const file = (more: Fields) =>
  variants({
    link: { link: text, mime_type: optionalText, ...more },
    id: { id: text, mime_type: optionalText, ...more },
  });

const caption = optionalText;

export const whatsappShape = variants({
  text: { text: object({ body: text, preview_url: { type: 'flag', fallback: true } }) },
  template: {
    template: object({
      name: text,
      language: object({ code: text, policy: optionalText }),
      components: { type: 'any', fallback: [] },
    }),
  },
  image: { image: file({ caption }) },
  video: { video: file({ caption }) },
  audio: { audio: file({}) },
  document: { document: file({ caption, file_name: optionalText }) },
  sticker: { sticker: file({ animated: optionalFlag }) },
});
