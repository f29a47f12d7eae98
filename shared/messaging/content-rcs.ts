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
  preset,
  type Rule,
  type Shape,
  withKinds,
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
      application: preset('BROWSER', needed('application', choice('BROWSER', 'WEBVIEW'))),
      webview_view_mode: allowed('size of the view', choice('FULL', 'HALF', 'TALL')),
      description: allowed('description', text({ blank: true, read: true })),
    }),
  ),
  share_location_action: allowed('sharing of the place', object({})),
};

/** The fields of an action besides the one that says what it does. */
const ofAction = { needs: ['action.text', 'action.postback_data'], takes: ['action.fallback_url'] };
const actionKind = (name: keyof typeof actions) => ({
  needs: [...ofAction.needs, `action.${name}`],
  takes: ofAction.takes,
});
const view = 'action.view_location_action';

const suggestion = withKinds(
  {
    reply: { needs: ['reply'] },
    dial: actionKind('dial_action'),
    url: actionKind('open_url_action'),
    // The form asks for the position; what the map is to look for comes in messages that others wrote.
    location: {
      needs: [...ofAction.needs, `${view}.lat_long`],
      takes: [...ofAction.takes, `${view}.label`, `${view}.query`],
    },
    calendar: actionKind('create_calendar_event_action'),
    share: actionKind('share_location_action'),
  },
  object(
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
  ),
);

const cardContent = object({
  title: nullable('title', text({ atMost: 200, read: true })),
  description: nullable('description', text({ atMost: 2000, read: true })),
  media: allowed(
    'media',
    object({
      height: preset('MEDIUM', needed('height', choice('SHORT', 'MEDIUM', 'TALL'))),
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
        card_orientation: preset('VERTICAL', needed('orientation', choice('VERTICAL', 'HORIZONTAL'))),
        // The alignment has no effect on a vertical card, but Messente requires it.
        thumbnail_image_alignment: written('side of the image', choice('LEFT', 'RIGHT'), 'LEFT'),
        card_content: needed('content', cardContent),
      }),
    ),
    carousel_card: allowed(
      'carousel',
      object({
        card_width: preset('MEDIUM', needed('width', choice('SMALL', 'MEDIUM'))),
        card_contents: needed('cards', list('card', cardContent, 2, 10)),
      }),
    ),
  },
  exactlyOne({ standalone_card: 'a card', carousel_card: 'a carousel' }),
);

export const rcsShape = withKinds(
  {
    text: { needs: ['text'], takes: ['suggestions'] },
    file: { needs: ['content_info'], takes: ['suggestions'] },
    card: { needs: ['rich_card.standalone_card'], takes: ['suggestions'] },
    carousel: { needs: ['rich_card.carousel_card'], takes: ['suggestions'] },
  },
  object(
    {
      text: allowed('text', text({ atMost: 3072, read: true })),
      content_info: allowed('file', contentInfo),
      rich_card: allowed('card', richCard),
      suggestions: allowed('suggestions', list('suggestion', suggestion, 0, 11)),
    },
    exactlyOne({ text: 'a text', content_info: 'a file', rich_card: 'a card' }),
  ),
);
