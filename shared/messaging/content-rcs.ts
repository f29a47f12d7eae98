import { parseTimestamp } from './delivery-report.ts';
import { inside, wrong } from './shape-places.ts';
import { choice, flag, link, numberBetween, text } from './shape-values.ts';
import {
  allowed,
  exactlyOne,
  list,
  needed,
  nullable,
  object,
  type Rule,
  type Shape,
  written,
} from './shapes.ts';

const contentInfo = object({
  file_url: needed('file address', link({ file: true })),
  thumbnail_url: nullable('thumbnail address', link()),
  force_refresh: written('refreshing', flag, false),
});

const isoTime: Shape = {
  ...text(),
  check(value, place) {
    const problems = text().check(value, place);
    if (problems.length > 0 || parseTimestamp(value) !== null) return problems;
    return [wrong(place, 'time-unreadable/field')];
  },
};

const words = {
  text: needed('text', text({ atMost: 25, read: true })),
  postback_data: needed('postback data', text({ atMost: 2048 })),
};

/** A place is either a position, or a text for the map to search (“Instead of specifying a latLong …”). */
const positionOrSearch: Rule = (value, place) => {
  if (value.lat_long !== undefined || value.query !== undefined) return [];
  const at = inside(place, 'lat_long', 'position');
  return [wrong(at, 'field-missing')];
};

const actions = {
  dial_action: allowed(
    'call',
    object({
      phone_number: needed(
        'phone number',
        text({ pattern: { expression: /^\+?\d{3,15}$/u, like: 'a number such as +37251000000' } }),
      ),
    }),
  ),
  view_location_action: allowed(
    'place',
    object(
      {
        lat_long: allowed(
          'position',
          object({
            latitude: needed('latitude', numberBetween(-90, 90)),
            longitude: needed('longitude', numberBetween(-180, 180)),
          }),
        ),
        label: nullable('label', text({ blank: true, read: true })),
        query: nullable('search', text({ blank: true, read: true })),
      },
      positionOrSearch,
    ),
  ),
  create_calendar_event_action: allowed(
    'event',
    object({
      start_time: needed('start', isoTime),
      end_time: needed('end', isoTime),
      title: needed('title', text({ atMost: 100, read: true })),
      description: needed('description', text({ atMost: 500, blank: true, read: true })),
    }),
  ),
  open_url_action: allowed(
    'address to open',
    object({
      url: needed('address', link({ atMost: 2048 })),
      application: needed('application', choice('BROWSER', 'WEBVIEW')),
      webview_view_mode: allowed('size of the view', choice('FULL', 'HALF', 'TALL')),
      description: allowed('description', text({ blank: true, read: true })),
    }),
  ),
  share_location_action: allowed('sharing of the place', object({})),
};

const suggestion = object(
  {
    reply: allowed('reply', object(words)),
    action: allowed(
      'action',
      object(
        { ...words, fallback_url: nullable('fallback address', link({ atMost: 2048 })), ...actions },
        exactlyOne({
          dial_action: 'a call',
          view_location_action: 'a place',
          create_calendar_event_action: 'an event',
          open_url_action: 'an address to open',
          share_location_action: 'a sharing of the place',
        }),
      ),
    ),
  },
  exactlyOne({ reply: 'a reply', action: 'an action' }),
);

const cardContent = object({
  title: nullable('title', text({ atMost: 200, read: true })),
  description: nullable('description', text({ atMost: 2000, read: true })),
  media: allowed(
    'media',
    object({
      height: needed('height', choice('SHORT', 'MEDIUM', 'TALL')),
      content_info: needed('file', contentInfo),
    }),
  ),
  suggestions: allowed('suggestions', list('suggestion', suggestion, 0, 4)),
});

const richCard = object(
  {
    standalone_card: allowed(
      'card',
      object({
        card_orientation: needed('orientation', choice('VERTICAL', 'HORIZONTAL')),
        // The alignment has no effect on a vertical card, but Messente requires it.
        thumbnail_image_alignment: written('side of the image', choice('LEFT', 'RIGHT'), 'LEFT'),
        card_content: needed('content', cardContent),
      }),
    ),
    carousel_card: allowed(
      'carousel',
      object({
        card_width: needed('width', choice('SMALL', 'MEDIUM')),
        card_contents: needed('cards', list('card', cardContent, 2, 10)),
      }),
    ),
  },
  exactlyOne({ standalone_card: 'a card', carousel_card: 'a carousel' }),
);

export const rcsShape = object(
  {
    text: allowed('text', text({ atMost: 3072, read: true })),
    content_info: allowed('file', contentInfo),
    rich_card: allowed('card', richCard),
    suggestions: allowed('suggestions', list('suggestion', suggestion, 0, 11)),
  },
  exactlyOne({ text: 'a text', content_info: 'a file', rich_card: 'a card' }),
);
