/**
 * WhatsApp's forms (Omnichannel API 2.1.0). The rule that only templates may be sent more than 24 hours after
 * the person wrote is not checked here.
 */

import { flag, link, parameterText, text, whole } from './shape-values.ts';
import { allowed, exactlyOne, list, needed, nullable, object } from './shapes.ts';

const linkOrId = exactlyOne({ link: 'a link', id: 'an id' });
const words = text({ blank: true, read: true });
const caption = nullable('caption', words);
const file = {
  link: nullable('link', link({ file: true })),
  id: nullable('id', text()),
  mime_type: nullable('type', text()),
};

/**
 * A file in a template's parameter: here the field is called `filename`, in a document message `file_name`.
 */
const parameterFile = object(
  {
    id: allowed('id', text()),
    link: allowed('link', link({ file: true })),
    caption: allowed('caption', words),
    filename: allowed('file name', text({ read: true })),
  },
  linkOrId,
);

/** The documentation allows any string as `type`. */
const parameter = object(
  {
    type: needed('type', text()),
    text: allowed('text', parameterText()),
    currency: allowed(
      'amount',
      object({
        fallback_value: needed('amount as words', parameterText()),
        code: needed(
          'currency',
          text({ pattern: { expression: /^[A-Z]{3}$/u, like: 'three letters, such as EUR' } }),
        ),
        amount_1000: needed(
          'amount in thousandths',
          text({ pattern: { expression: /^-?\d+$/u, like: 'a whole number, such as 12900 for 12.90' } }),
        ),
      }),
    ),
    date_time: allowed('time', object({ fallback_value: needed('time as words', parameterText()) })),
    image: allowed('image', parameterFile),
    document: allowed('document', parameterFile),
    video: allowed('video', parameterFile),
    coupon_code: allowed('coupon code', text({ read: true })),
    payload: allowed('payload', text()),
  },
  exactlyOne({
    text: 'a text',
    currency: 'an amount',
    date_time: 'a time',
    image: 'an image',
    document: 'a document',
    video: 'a video',
    coupon_code: 'a coupon code',
    payload: 'a payload',
  }),
);

const template = object({
  name: needed('name', text({ read: true })),
  language: needed('language', object({ code: needed('code', text()), policy: allowed('policy', text()) })),
  components: needed(
    'components',
    list(
      'component',
      object({
        type: needed('type', text()),
        sub_type: allowed('kind of button', text()),
        index: nullable('place of the button', whole(0, Number.MAX_SAFE_INTEGER, '')),
        parameters: allowed('parameters', list('parameter', parameter, 0)),
      }),
      0,
    ),
  ),
});

export const whatsappShape = object(
  {
    text: allowed(
      'text',
      object({
        body: needed('text', text({ read: true })),
        preview_url: allowed('link preview', flag),
      }),
    ),
    template: allowed('template', template),
    image: allowed('image', object({ ...file, caption }, linkOrId)),
    video: allowed('video', object({ ...file, caption }, linkOrId)),
    audio: allowed('audio', object(file, linkOrId)),
    document: allowed(
      'document',
      object({ ...file, caption, file_name: nullable('file name', text({ read: true })) }, linkOrId),
    ),
    sticker: allowed('sticker', object({ ...file, animated: nullable('movement', flag) }, linkOrId)),
  },
  exactlyOne({
    text: 'a text',
    template: 'a template',
    image: 'an image',
    video: 'a video',
    audio: 'a sound',
    document: 'a document',
    sticker: 'a sticker',
  }),
);
