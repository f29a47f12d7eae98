/** Generates any documented body of POST /omnimessage for property tests. */
import fc from 'fast-check';

const letters = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map((text) => `${text}.`);
const upTo = (most: number) =>
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: most - 1 }).map((text) => `${text}x`);
const link = fc
  .tuple(
    fc.constantFrom('https', 'http'),
    fc.stringMatching(/^[a-z0-9]{1,10}$/),
    fc.stringMatching(/^[a-z0-9/._-]{0,15}$/),
  )
  .map(([scheme, host, path]) => `${scheme}://${host}.example.com/${path}`);
const flag = fc.boolean();
const number = fc.stringMatching(/^\+37255[0-9]{6}$/);
const when = fc
  .integer({ min: Date.UTC(2031, 0, 1), max: Date.UTC(2090, 0, 1) })
  .chain((at) =>
    fc.constantFrom(
      new Date(at).toISOString(),
      `${new Date(at).toISOString().slice(0, 16)}`,
      `${new Date(at).toISOString().slice(0, 19)}+03:00`,
      `${new Date(at).toISOString().slice(0, 19)}-0330`,
      `${new Date(at).toISOString().slice(0, 19)}+02`,
    ),
  );

/** Generates a record that always has the named fields, and has each other field sometimes. */
function some<T extends Record<string, fc.Arbitrary<unknown>>>(
  fields: T,
  required: readonly (keyof T & string)[],
) {
  return fc.record(fields, {
    requiredKeys: [...required] as never[],
    noNullPrototype: true,
  }) as fc.Arbitrary<object>;
}
const all = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(fields, { noNullPrototype: true }) as fc.Arbitrary<object>;
const merged = (...parts: readonly fc.Arbitrary<object>[]) =>
  fc.tuple(...parts).map((values) => Object.assign({}, ...values) as object);

const lifetime = fc.oneof(
  fc.constant({}),
  all({ ttl: fc.integer({ min: 1, max: 2_592_000 }) }),
  all({ validity: fc.integer({ min: 1, max: 43_200 }) }),
);
const senderGiven = all({ sender: fc.stringMatching(/^[A-Za-z0-9]{1,11}$/) });
const sender = fc.oneof(fc.constant({}), senderGiven);

const sms = some(
  {
    text: letters,
    autoconvert: fc.constantFrom('on', 'off', 'full'),
    udh: fc.constantFrom('050003010201', '06050415811581'),
  },
  ['text'],
);

const button = all({ label: letters, action_url: link });
const video = all({
  url: link,
  thumbnail: link,
  file_size: fc.integer({ min: 1, max: 200_000_000 }),
  duration: fc.integer({ min: 1, max: 600 }),
});
const carousel = all({
  items: fc.array(
    some({ title: upTo(38), image_url: link, primary_button: button, secondary_button: button }, [
      'title',
      'image_url',
      'primary_button',
    ]),
    { minLength: 2, maxLength: 5 },
  ),
});
const viber = fc.oneof(
  all({ text: upTo(1000) }),
  all({ image_url: link }),
  all({ text: letters, button_url: link, button_text: letters }),
  all({ text: letters, image_url: link, button_url: link, button_text: letters }),
  all({ video }),
  all({ text: letters, video }),
  all({ text: letters, button_text: letters, video }),
  all({ text: letters, button_url: link, button_text: letters, video }),
  all({ text: letters, carousel }),
  all({
    template: some(
      {
        id: letters,
        lang: fc.constantFrom('en', 'et'),
        params: fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), fc.string()),
      },
      ['id', 'lang'],
    ),
  }),
);

const linkOrId = fc.oneof(all({ link }), all({ id: fc.stringMatching(/^[0-9]{1,12}$/) }));
const fileWith = (more: Record<string, fc.Arbitrary<unknown>>) =>
  merged(linkOrId, some({ mime_type: fc.constantFrom('image/png', 'audio/ogg'), ...more }, []));
const parameterFile = merged(linkOrId, some({ caption: fc.string(), filename: letters }, []));
/** Text that WhatsApp accepts in a template's parameter: no line break, no tab, few spaces in a row. */
const oneLine = letters.map((text) => text.replace(/\s+/gu, ' '));
const parameter = merged(
  all({ type: fc.constantFrom('text', 'currency', 'image', 'anything') }),
  fc.oneof(
    all({ text: oneLine }),
    all({
      currency: all({
        fallback_value: oneLine,
        code: fc.constantFrom('EUR', 'USD'),
        amount_1000: fc.integer().map(String),
      }),
    }),
    all({ date_time: all({ fallback_value: oneLine }) }),
    ...['image', 'document', 'video'].map((kind) => all({ [kind]: parameterFile })),
    all({ coupon_code: letters }),
    all({ payload: letters }),
  ),
);
const whatsapp = fc.oneof(
  all({ text: some({ body: letters, preview_url: flag }, ['body']) }),
  all({
    template: all({
      name: letters,
      language: some({ code: fc.constantFrom('en', 'et'), policy: fc.constant('deterministic') }, ['code']),
      components: fc.array(
        some(
          {
            type: fc.constantFrom('header', 'body', 'button'),
            sub_type: fc.constantFrom('url', 'quick_reply'),
            index: fc.nat(9),
            parameters: fc.array(parameter, { maxLength: 3 }),
          },
          ['type'],
        ),
        { maxLength: 4 },
      ),
    }),
  }),
  all({ image: fileWith({ caption: fc.string() }) }),
  all({ video: fileWith({ caption: fc.string() }) }),
  all({ audio: fileWith({}) }),
  all({ document: fileWith({ caption: fc.string(), file_name: letters }) }),
  all({ sticker: fileWith({ animated: flag }) }),
);

// JSON has no -0.
const degrees = (most: number) =>
  fc.double({ min: -most, max: most, noNaN: true }).map((value) => (value === 0 ? 0 : value));

const position = all({ latitude: degrees(90), longitude: degrees(180) });

const contentInfo = some({ file_url: link, thumbnail_url: link, force_refresh: flag }, [
  'file_url',
  'force_refresh',
]);
const suggestionTexts = { text: upTo(25), postback_data: letters };
const action = merged(
  some({ ...suggestionTexts, fallback_url: link }, ['text', 'postback_data']),
  fc.oneof(
    all({ dial_action: all({ phone_number: number }) }),
    all({
      view_location_action: fc
        .constantFrom('lat_long', 'query')
        .chain((given) => some({ lat_long: position, label: fc.string(), query: fc.string() }, [given])),
    }),
    all({
      create_calendar_event_action: all({
        start_time: when,
        end_time: when,
        title: upTo(100),
        description: upTo(500),
      }),
    }),
    all({
      open_url_action: some(
        {
          url: link,
          application: fc.constantFrom('BROWSER', 'WEBVIEW'),
          webview_view_mode: fc.constantFrom('FULL', 'HALF', 'TALL'),
          description: fc.string(),
        },
        ['url', 'application'],
      ),
    }),
    all({ share_location_action: fc.constant({}) }),
  ),
);
const suggestion = fc.oneof(all({ reply: all(suggestionTexts) }), all({ action }));
const card = some(
  {
    title: upTo(200),
    description: upTo(200),
    media: all({ height: fc.constantFrom('SHORT', 'MEDIUM', 'TALL'), content_info: contentInfo }),
    suggestions: fc.array(suggestion, { maxLength: 4 }),
  },
  [],
);
const rcs = merged(
  fc.oneof(
    all({ text: upTo(200) }),
    all({ content_info: contentInfo }),
    all({
      rich_card: all({
        standalone_card: some(
          {
            card_orientation: fc.constantFrom('VERTICAL', 'HORIZONTAL'),
            thumbnail_image_alignment: fc.constantFrom('LEFT', 'RIGHT'),
            card_content: card,
          },
          ['card_orientation', 'thumbnail_image_alignment', 'card_content'],
        ),
      }),
    }),
    all({
      rich_card: all({
        carousel_card: all({
          card_width: fc.constantFrom('SMALL', 'MEDIUM'),
          card_contents: fc.array(card, { minLength: 2, maxLength: 10 }),
        }),
      }),
    }),
  ),
  some({ suggestions: fc.array(suggestion, { maxLength: 11 }) }, []),
);

const telegram = merged(
  fc.oneof(
    all({ text: letters }),
    some({ image_url: link, text: letters }, ['image_url']),
    some({ document_url: link, text: letters }, ['document_url']),
    some({ audio_url: link, text: letters }, ['audio_url']),
  ),
);

const forms = {
  sms: merged(all({ channel: fc.constant('sms') }), sender, lifetime, sms),
  viber: merged(all({ channel: fc.constant('viber') }), sender, lifetime, viber),
  whatsapp: merged(all({ channel: fc.constant('whatsapp') }), sender, lifetime, whatsapp),
  rcs: merged(all({ channel: fc.constant('rcs') }), senderGiven, lifetime, rcs),
  telegram: merged(
    all({ channel: fc.constant('telegram') }),
    sender,
    some({ validity: fc.integer({ min: 1, max: 43_200 }) }, []),
    telegram,
  ),
};

/** Generates any documented omnimessage: each channel at most once, in any order. */
export const documentedBody: fc.Arbitrary<object> = merged(
  all({ to: number }),
  fc
    .shuffledSubarray(Object.values(forms), { minLength: 1 })
    .chain((chosen) => fc.tuple(...chosen))
    .map((messages) => ({ messages })),
  some(
    {
      dlr_url: link,
      text_store: fc.constantFrom('nostore', 'plaintext', 'sha256'),
      time_to_send: when,
      priority: fc.constantFrom('low', 'regular', 'high'),
    },
    [],
  ),
);
