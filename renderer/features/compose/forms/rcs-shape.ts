/** RCS's forms: a text, a file, a card or a carousel of cards, and suggestions under each. */
import { list, number, object, optional, optionalText, text, variants } from './shape.ts';

const contentInfo = object({
  file_url: text,
  thumbnail_url: optionalText,
  /* Given, since the reference doesn't say that it may be left out. */
  force_refresh: { type: 'flag', fallback: false },
});

const said = { text, postback_data: text };
const action = (name: string, fields: Parameters<typeof object>[0]) => ({
  action: object({ ...said, fallback_url: optionalText, [name]: object(fields) }),
});

const suggestionShape = variants({
  reply: { reply: object(said) },
  dial: action('dial_action', { phone_number: text }),
  url: action('open_url_action', {
    url: text,
    application: { type: 'word', fallback: 'BROWSER' },
    webview_view_mode: { type: 'word', fallback: null },
    description: optionalText,
  }),
  location: action('view_location_action', {
    lat_long: object({ latitude: number, longitude: number }),
    label: optionalText,
    query: optionalText,
  }),
  calendar: action('create_calendar_event_action', {
    start_time: text,
    end_time: text,
    title: text,
    description: text,
  }),
  share: action('share_location_action', {}),
});

const suggestions = list(suggestionShape, false);
const cardContent = object({
  title: optionalText,
  description: optionalText,
  media: optional(object({ height: { type: 'word', fallback: 'MEDIUM' }, content_info: contentInfo })),
  suggestions,
});

export const rcsShape = variants({
  text: { text, suggestions },
  file: { content_info: contentInfo, suggestions },
  card: {
    rich_card: object({
      standalone_card: object({
        card_orientation: { type: 'word', fallback: 'VERTICAL' },
        thumbnail_image_alignment: { type: 'word', fallback: 'LEFT' },
        card_content: cardContent,
      }),
    }),
    suggestions,
  },
  carousel: {
    rich_card: object({
      carousel_card: object({
        card_width: { type: 'word', fallback: 'MEDIUM' },
        card_contents: list(cardContent),
      }),
    }),
    suggestions,
  },
});

/** Characters and counts, as Messente's reference has them. */
export const rcsLimits = {
  text: 3072,
  suggestions: 11,
  cardSuggestions: 4,
  cardsAtLeast: 2,
  cardsAtMost: 10,
  title: 200,
  description: 2000,
  suggestionText: 25,
  postback: 2048,
  url: 2048,
  eventTitle: 100,
  eventDescription: 500,
} as const;
