/** The schema of an RCS message, from Messente's reference (API version 2.1.0). */
import { z } from 'zod';
import {
  exactlyOneOf,
  isoTime,
  lifetime,
  notBothLifetimes,
  oneRequired,
  onlyOneLifetime,
  sender,
  textUpTo,
  webUrl,
} from './schema-parts.ts';

const shortUrl = webUrl
  .refine((url) => url.length <= 2048, 'Longer than 2048 characters')
  .meta({ pattern: '^[Hh][Tt][Tt][Pp][Ss]?://[^\\s]', maxLength: 2048 });

const contentInfo = z.strictObject({
  file_url: webUrl,
  thumbnail_url: webUrl.nullish(),
  force_refresh: z.boolean(),
});

const suggestionTexts = { text: textUpTo(25), postback_data: textUpTo(2048) };

const actions = {
  dial_action: z.strictObject({
    phone_number: z.string().regex(/^\+?\d{3,15}$/, 'Not a phone number'),
  }),
  view_location_action: z
    .strictObject({
      lat_long: z
        .strictObject({
          latitude: z.number().min(-90).max(90),
          longitude: z.number().min(-180).max(180),
        })
        .optional(),
      label: z.string().nullish(),
      query: z.string().nullish(),
    })
    // Messente's reference: "Instead of specifying a latLong …, the agent can specify a query string."
    .refine(({ lat_long, query }) => lat_long !== undefined || query != null, {
      path: ['lat_long'],
      message: 'Give lat_long or query',
    })
    .meta({
      anyOf: [{ required: ['lat_long'] }, { required: ['query'], properties: { query: { type: 'string' } } }],
    }),
  create_calendar_event_action: z.strictObject({
    start_time: isoTime,
    end_time: isoTime,
    title: textUpTo(100),
    description: textUpTo(500, 0),
  }),
  open_url_action: z.strictObject({
    url: shortUrl,
    application: z.enum(['BROWSER', 'WEBVIEW']),
    webview_view_mode: z.enum(['FULL', 'HALF', 'TALL']).optional(),
    description: z.string().optional(),
  }),
  share_location_action: z.strictObject({}),
};

const actionKinds = [
  'dial_action',
  'view_location_action',
  'create_calendar_event_action',
  'open_url_action',
  'share_location_action',
] as const;

const action = z
  .strictObject({
    ...suggestionTexts,
    fallback_url: shortUrl.nullish(),
    dial_action: actions.dial_action.optional(),
    view_location_action: actions.view_location_action.optional(),
    create_calendar_event_action: actions.create_calendar_event_action.optional(),
    open_url_action: actions.open_url_action.optional(),
    share_location_action: actions.share_location_action.optional(),
  })
  .superRefine(exactlyOneOf(actionKinds))
  .meta(oneRequired(actionKinds));

const suggestion = z
  .strictObject({ reply: z.strictObject(suggestionTexts).optional(), action: action.optional() })
  .superRefine(exactlyOneOf(['reply', 'action']))
  .meta(oneRequired(['reply', 'action']));

const cardContent = z.strictObject({
  title: textUpTo(200).nullish(),
  description: textUpTo(2000).nullish(),
  media: z
    .strictObject({ height: z.enum(['SHORT', 'MEDIUM', 'TALL']), content_info: contentInfo })
    .optional(),
  suggestions: z.array(suggestion).max(4).optional(),
});

const richCard = z
  .strictObject({
    standalone_card: z
      .strictObject({
        card_orientation: z.enum(['VERTICAL', 'HORIZONTAL']),
        thumbnail_image_alignment: z.enum(['LEFT', 'RIGHT']),
        card_content: cardContent,
      })
      .optional(),
    carousel_card: z
      .strictObject({
        card_width: z.enum(['SMALL', 'MEDIUM']),
        card_contents: z.array(cardContent).min(2).max(10),
      })
      .optional(),
  })
  .superRefine(exactlyOneOf(['standalone_card', 'carousel_card']))
  .meta(oneRequired(['standalone_card', 'carousel_card']));

export const rcsMessage = z
  .strictObject({
    channel: z.literal('rcs'),
    sender,
    ...lifetime,
    text: textUpTo(3072).optional(),
    content_info: contentInfo.optional(),
    rich_card: richCard.optional(),
    suggestions: z.array(suggestion).max(11).optional(),
  })
  .superRefine(onlyOneLifetime)
  .superRefine(exactlyOneOf(['text', 'content_info', 'rich_card']))
  .meta({ ...notBothLifetimes, ...oneRequired(['text', 'content_info', 'rich_card']) });
