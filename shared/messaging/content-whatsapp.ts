/**
 * WhatsApp's forms (Omnichannel API 2.1.0). The rule that only templates may be sent more than 24 hours after
 * the person wrote is not checked here.
 */

import { flag, link, parameterText, text, whole } from './shape-values.ts';
import {
  allowed,
  asIs,
  exactlyOne,
  type Field,
  list,
  needed,
  nullable,
  object,
  preset,
  withKinds,
} from './shapes.ts';

const linkOrId = exactlyOne({ link: 'a link', id: 'an id' });
const words = text({ blank: true, read: true });
const caption = nullable('caption', words);
const file = {
  link: nullable('link', link({ file: true })),
  id: nullable('id', text()),
  mime_type: nullable('type', text()),
};

/** A file by its link or by its id. */
function linkedFile(more: Readonly<Record<string, Field>>) {
  const takes = ['mime_type', ...Object.keys(more)];
  return withKinds(
    { link: { needs: ['link'], takes }, id: { needs: ['id'], takes } },
    object({ ...file, ...more }, linkOrId),
  );
}

/**
 * A file in a template's parameter: here the field is called `filename`, in a document message `file_name`.
 */
export const parameterFile = withKinds(
  {
    link: { needs: ['link'], takes: ['caption', 'filename'] },
    id: { needs: ['id'], takes: ['caption', 'filename'] },
  },
  object(
    {
      id: allowed('id', text()),
      link: allowed('link', link({ file: true })),
      caption: allowed('caption', words),
      filename: allowed('file name', text({ read: true })),
    },
    linkOrId,
  ),
);

export const parameterAmount = object({
  fallback_value: needed('amount as words', parameterText()),
  code: needed(
    'currency',
    text({ pattern: { expression: /^[A-Z]{3}$/u, like: 'three letters, such as EUR' } }),
  ),
  amount_1000: needed(
    'amount in thousandths',
    text({ pattern: { expression: /^-?\d+$/u, like: 'a whole number, such as 12900 for 12.90' } }),
  ),
});

export const parameterTime = object({ fallback_value: needed('time as words', parameterText()) });

/** The documentation allows any string as `type`. */
const parameter = object(
  {
    type: needed('type', text()),
    text: allowed('text', parameterText()),
    currency: allowed('amount', parameterAmount),
    date_time: allowed('time', parameterTime),
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

const components = list(
  'component',
  object({
    type: needed('type', text()),
    sub_type: allowed('kind of button', text()),
    index: nullable('place of the button', whole(0, Number.MAX_SAFE_INTEGER, '')),
    parameters: allowed('parameters', list('parameter', parameter, 0)),
  }),
  0,
);

const template = object({
  name: needed('name', text({ read: true })),
  language: needed('language', object({ code: needed('code', text()), policy: allowed('policy', text()) })),
  components: preset([], needed('components', asIs(components))),
});

export const whatsappShape = withKinds(
  {
    text: { needs: ['text'] },
    template: { needs: ['template'] },
    image: { needs: ['image'] },
    video: { needs: ['video'] },
    audio: { needs: ['audio'] },
    document: { needs: ['document'] },
    sticker: { needs: ['sticker'] },
  },
  object(
    {
      text: allowed(
        'text',
        object({
          body: needed('text', text({ read: true })),
          preview_url: preset(true, allowed('link preview', flag)),
        }),
      ),
      template: allowed('template', template),
      image: allowed('image', linkedFile({ caption })),
      video: allowed('video', linkedFile({ caption })),
      audio: allowed('audio', linkedFile({})),
      document: allowed(
        'document',
        linkedFile({ caption, file_name: nullable('file name', text({ read: true })) }),
      ),
      sticker: allowed('sticker', linkedFile({ animated: nullable('movement', flag) })),
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
  ),
);
