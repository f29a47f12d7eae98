/**
 * Messente's own OpenAPI document (version 2.1.0) for the omnichannel, template, balance and price calls, as
 * JSON Schemas for ajv. Written manually from that document, without any code of the composer or the sandbox,
 * so that both can be checked against it. Request schemas are closed (only documented fields are allowed);
 * answer schemas are open, because an extra field breaks no client.
 *
 * If the text of the document, or Messente's examples, say more than its types, the schema follows the text,
 * and the place is marked “words”.
 */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

type JsonSchema = Readonly<Record<string, unknown>>;

const text: JsonSchema = { type: 'string' };
const textUpTo = (maxLength: number): JsonSchema => ({ type: 'string', maxLength });
const integer: JsonSchema = { type: 'integer' };
const number: JsonSchema = { type: 'number' };
const flag: JsonSchema = { type: 'boolean' };
const words = (...values: readonly string[]): JsonSchema => ({ type: 'string', enum: values });
const listOf = (items: JsonSchema, more: JsonSchema = {}): JsonSchema => ({ type: 'array', items, ...more });
const of = (name: string): JsonSchema => ({ $ref: `#/$defs/${name}` });
const nullable = (schema: JsonSchema): JsonSchema => ({
  ...schema,
  type: [schema.type, 'null'],
  ...(Array.isArray(schema.enum) ? { enum: [...schema.enum, null] } : {}),
});
const open = (required: readonly string[], properties: JsonSchema): JsonSchema => ({
  type: 'object',
  properties,
  ...(required.length === 0 ? {} : { required: [...required] }),
});
const closed = (required: readonly string[], properties: JsonSchema, more: JsonSchema = {}): JsonSchema => ({
  ...open(required, properties),
  additionalProperties: false,
  ...more,
});
/** Words: “Exactly one of … must be provided”. */
const exactlyOneOf = (...names: readonly string[]): JsonSchema => ({
  oneOf: names.map((name) => ({ required: [name], properties: { [name]: { not: { type: 'null' } } } })),
});
/** Words: “Only one of "ttl" and "validity" can be used”. */
const oneLifetime: JsonSchema = { not: { required: ['ttl', 'validity'] } };
const lifetime = { sender: text, validity: integer, ttl: integer };

/** Words of the document: the allowed combinations of a Viber message. `template` is only in the model. */
const viberForms = [
  ['image_url'],
  ['text'],
  ['text', 'button_text', 'button_url'],
  ['text', 'image_url', 'button_text', 'button_url'],
  ['video'],
  ['video', 'text'],
  ['video', 'text', 'button_text'],
  ['video', 'text', 'button_text', 'button_url'],
  ['carousel', 'text'],
  ['template'],
];
const viberParts = ['text', 'image_url', 'button_url', 'button_text', 'video', 'template', 'carousel'];

const requests: Readonly<Record<string, JsonSchema>> = {
  Omnimessage: closed(['messages', 'to'], {
    to: text,
    messages: listOf({ oneOf: ['Viber', 'SMS', 'WhatsApp', 'Rcs', 'Telegram'].map(of) }),
    dlr_url: { type: 'string', format: 'url' },
    text_store: words('nostore', 'plaintext', 'sha256'),
    time_to_send: { type: 'string', format: 'date-time' },
    priority: words('low', 'regular', 'high'),
  }),
  BulkOmnimessage: closed(['messages'], { messages: listOf(of('Omnimessage')) }),
  Viber: closed(
    [],
    {
      ...lifetime,
      text,
      image_url: text,
      button_url: text,
      button_text: text,
      channel: words('viber'),
      video: of('ViberVideo'),
      template: of('ViberTemplate'),
      carousel: of('ViberCarousel'),
    },
    {
      ...oneLifetime,
      oneOf: viberForms.map((form) => ({
        required: [...form],
        not: {
          anyOf: viberParts.filter((part) => !form.includes(part)).map((part) => ({ required: [part] })),
        },
      })),
    },
  ),
  ViberVideo: closed(['duration', 'file_size', 'thumbnail', 'url'], {
    url: text,
    thumbnail: text,
    // Words: “Cannot be larger than 200MB”, “Cannot be longer than 600 seconds”.
    file_size: { type: 'integer', maximum: 200 * 1024 * 1024 },
    duration: { type: 'integer', maximum: 600 },
  }),
  ViberTemplate: closed(['id', 'lang'], {
    id: text,
    lang: text,
    params: { type: 'object', additionalProperties: text },
  }),
  ViberCarousel: closed(['items'], { items: listOf(of('ViberCarouselItem'), { minItems: 2, maxItems: 5 }) }),
  ViberCarouselItem: closed(['image_url', 'primary_button', 'title'], {
    title: { type: 'string', minLength: 2, maxLength: 38 },
    image_url: { type: 'string', format: 'url' },
    primary_button: of('ViberCarouselButton'),
    secondary_button: of('ViberCarouselButton'),
  }),
  ViberCarouselButton: closed(['action_url', 'label'], {
    label: { type: 'string', minLength: 1 },
    action_url: { type: 'string', format: 'url' },
  }),
  SMS: closed(
    ['text'],
    {
      ...lifetime,
      text,
      // Words: “on”, “full” and “off”. The types have true and false, because YAML reads the words on and off
      // as booleans.
      autoconvert: words('full', 'on', 'off'),
      udh: text,
      channel: words('sms'),
    },
    oneLifetime,
  ),
  WhatsApp: closed(
    [],
    {
      ...lifetime,
      template: of('WhatsAppTemplate'),
      channel: words('whatsapp'),
      text: of('WhatsAppText'),
      image: of('WhatsAppImage'),
      video: of('WhatsAppVideo'),
      audio: of('WhatsAppAudio'),
      document: of('WhatsAppDocument'),
      sticker: of('WhatsAppSticker'),
    },
    {
      ...oneLifetime,
      ...exactlyOneOf('text', 'template', 'image', 'video', 'audio', 'document', 'sticker'),
    },
  ),
  WhatsAppText: closed(['body'], { preview_url: flag, body: text }),
  ...Object.fromEntries(
    [
      ['WhatsAppImage', { caption: nullable(text) }],
      ['WhatsAppVideo', { caption: nullable(text) }],
      ['WhatsAppAudio', {}],
      ['WhatsAppDocument', { caption: nullable(text), file_name: nullable(text) }],
      ['WhatsAppSticker', { animated: nullable(flag) }],
    ].map(([name, more]) => [
      name,
      closed(
        [],
        {
          id: nullable(text),
          mime_type: nullable(text),
          link: nullable(text),
          ...(more as JsonSchema),
        },
        // Words: “Either "id" or "link" must be provided, but not both”.
        exactlyOneOf('id', 'link'),
      ),
    ]),
  ),
  WhatsAppTemplate: closed(['components', 'language', 'name'], {
    name: text,
    language: of('WhatsAppLanguage'),
    components: listOf(of('WhatsAppComponent')),
  }),
  WhatsAppLanguage: closed(['code'], { code: text, policy: text }),
  WhatsAppComponent: closed(['type'], {
    type: text,
    sub_type: text,
    index: nullable(integer),
    parameters: listOf(of('WhatsAppParameter')),
  }),
  WhatsAppParameter: closed(['type'], {
    type: text,
    text,
    currency: of('WhatsAppCurrency'),
    date_time: of('WhatsAppDatetime'),
    image: of('WhatsAppMedia'),
    document: of('WhatsAppMedia'),
    video: of('WhatsAppMedia'),
    coupon_code: text,
    payload: text,
  }),
  WhatsAppCurrency: closed(['amount_1000', 'code', 'fallback_value'], {
    fallback_value: text,
    code: text,
    amount_1000: text,
  }),
  WhatsAppDatetime: closed(['fallback_value'], { fallback_value: text }),
  WhatsAppMedia: closed([], { id: text, link: text, caption: text, filename: text }),
  Rcs: closed(
    ['sender'],
    {
      channel: words('rcs'),
      ...lifetime,
      text: textUpTo(3072),
      suggestions: listOf(of('RcsSuggestion'), { maxItems: 11 }),
      rich_card: of('RcsRichCard'),
      content_info: of('RcsContentInfo'),
    },
    { ...oneLifetime, ...exactlyOneOf('text', 'content_info', 'rich_card') },
  ),
  RcsCardContent: closed([], {
    title: nullable(textUpTo(200)),
    description: nullable(textUpTo(2000)),
    media: of('RcsMedia'),
    suggestions: listOf(of('RcsSuggestion'), { maxItems: 4 }),
  }),
  RcsCarouselCard: closed(['card_contents', 'card_width'], {
    card_width: words('SMALL', 'MEDIUM'),
    card_contents: listOf(of('RcsCardContent'), { minItems: 2, maxItems: 10 }),
  }),
  RcsContentInfo: closed(['file_url', 'force_refresh'], {
    file_url: text,
    thumbnail_url: nullable(text),
    force_refresh: flag,
  }),
  RcsLatLng: closed(['latitude', 'longitude'], { latitude: number, longitude: number }),
  RcsMedia: closed(['content_info', 'height'], {
    height: words('SHORT', 'MEDIUM', 'TALL'),
    content_info: of('RcsContentInfo'),
  }),
  RcsRichCard: closed(
    [],
    { standalone_card: of('RcsStandaloneCard'), carousel_card: of('RcsCarouselCard') },
    exactlyOneOf('standalone_card', 'carousel_card'),
  ),
  RcsStandaloneCard: closed(['card_content', 'card_orientation', 'thumbnail_image_alignment'], {
    card_orientation: words('VERTICAL', 'HORIZONTAL'),
    thumbnail_image_alignment: words('LEFT', 'RIGHT'),
    card_content: of('RcsCardContent'),
  }),
  RcsSuggestedAction: closed(
    ['postback_data', 'text'],
    {
      text: textUpTo(25),
      postback_data: textUpTo(2048),
      fallback_url: nullable(textUpTo(2048)),
      dial_action: of('RcsDialAction'),
      view_location_action: of('RcsViewLocationAction'),
      create_calendar_event_action: of('RcsCreateCalendarEventAction'),
      open_url_action: of('RcsOpenUrlAction'),
      share_location_action: { type: 'object' },
    },
    exactlyOneOf(
      'dial_action',
      'view_location_action',
      'create_calendar_event_action',
      'open_url_action',
      'share_location_action',
    ),
  ),
  RcsDialAction: closed(['phone_number'], { phone_number: text }),
  RcsViewLocationAction: closed([], {
    lat_long: of('RcsLatLng'),
    label: nullable(text),
    query: nullable(text),
  }),
  RcsCreateCalendarEventAction: closed(['description', 'end_time', 'start_time', 'title'], {
    start_time: text,
    end_time: text,
    title: textUpTo(100),
    description: textUpTo(500),
  }),
  RcsOpenUrlAction: closed(['application', 'url'], {
    url: textUpTo(2048),
    description: text,
    application: words('BROWSER', 'WEBVIEW'),
    webview_view_mode: words('FULL', 'HALF', 'TALL'),
  }),
  RcsSuggestedReply: closed(['postback_data', 'text'], {
    text: textUpTo(25),
    postback_data: textUpTo(2048),
  }),
  RcsSuggestion: closed(
    [],
    { reply: of('RcsSuggestedReply'), action: of('RcsSuggestedAction') },
    exactlyOneOf('reply', 'action'),
  ),
  /** No longer in any document; taken from the older clients. */
  Telegram: closed(['channel'], {
    channel: words('telegram'),
    sender: text,
    validity: integer,
    text,
    image_url: text,
    document_url: text,
    audio_url: text,
  }),
};

const statuses = [
  'ACK',
  'DELIVRD',
  'UNDELIV',
  'FAILED',
  'UNKNOWN',
  'ACCEPTD',
  'REJECTD',
  'DELETED',
  'EXPIRED',
  'NACK',
  'SEEN',
];
/** Telegram is only in the older clients. */
const channel = words('sms', 'viber', 'whatsapp', 'rcs', 'telegram');
const uuid: JsonSchema = { type: 'string', format: 'UUID' };

const answers: Readonly<Record<string, JsonSchema>> = {
  OmniMessageCreateSuccessResponse: open(['messages', 'omnimessage_id', 'to'], {
    messages: listOf(of('MessageResult')),
    to: text,
    omnimessage_id: uuid,
  }),
  MessageResult: open(['channel', 'message_id', 'sender'], { message_id: uuid, channel, sender: text }),
  BulkOmniMessageCreateSuccessResponse: open(['messages'], {
    messages: listOf({ oneOf: [of('OmniMessageCreateSuccessResponse'), of('ErrorOmnichannel')] }),
  }),
  ErrorOmnichannel: open(['errors'], { errors: listOf(of('ErrorItemOmnichannel')) }),
  ErrorItemOmnichannel: open(['code', 'detail', 'source', 'title'], {
    title: words(
      'Not found',
      'Forbidden',
      'Unauthorized',
      'Invalid data',
      'Internal Server Error',
      'Missing data',
      'Method not allowed',
    ),
    detail: text,
    code: words('101', '102', '103', '104', '105', '106', '107'),
    source: nullable(text),
  }),
  DeliveryReportResponse: open(['omnimessage_id', 'statuses', 'to'], {
    statuses: listOf(of('DeliveryResult')),
    to: text,
    omnimessage_id: uuid,
  }),
  DeliveryResult: open([], {
    // Words: null “if the message is still being processed”; the same applies to err and price_info.
    status: nullable(words(...statuses)),
    channel,
    message_id: uuid,
    error: nullable(text),
    err: { type: ['integer', 'null'], enum: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 999, null] },
    // Messente's examples have no time zone.
    timestamp: { type: ['string', 'null'], format: 'date-time' },
    price_info: { oneOf: [of('PriceInfo'), { type: 'null' }] },
    sender: text,
  }),
  PriceInfo: open(['part_price', 'parts_count', 'total_price'], {
    part_price: text,
    parts_count: integer,
    total_price: text,
  }),
  FetchBlacklistSuccess: open([], { phoneNumbers: listOf(text, { uniqueItems: true }) }),
  ErrorPhonebook: open(['errors'], { errors: listOf(of('ErrorItemPhonebook')) }),
  ErrorItemPhonebook: open(['code', 'detail', 'title'], {
    title: words(
      'Invalid data',
      'Unauthorized',
      'Missing resource',
      'Conflict',
      'Client error',
      'General error',
    ),
    detail: text,
    code: words('201', '202', '203', '204', '244', '205'),
  }),
  EmptyObject: { type: 'object' },
  AnyJsonResponse: { type: 'object' },
  WhatsappListTemplatesResponse: open(['paging', 'templates'], {
    templates: listOf(of('WhatsappTemplateResponse')),
    paging: of('WhatsappPagination'),
  }),
  WhatsappPagination: open(['cursors'], { previous: text, next: text, cursors: of('WhatsappPagingCursors') }),
  WhatsappPagingCursors: open([], { before: text, after: text }),
  WhatsappTemplateResponse: open(['category', 'components', 'id', 'language', 'name', 'status'], {
    id: text,
    components: listOf(of('WhatsappTemplateComponent')),
    language: text,
    name: text,
    category: of('WhatsappTemplateCategory'),
    status: of('WhatsappTemplateStatus'),
  }),
  WhatsappCreateTemplateResponse: open(['category', 'id', 'status'], {
    id: text,
    status: of('WhatsappTemplateStatus'),
    category: of('WhatsappTemplateCategory'),
  }),
  WhatsappTemplateStatus: words(
    'approved',
    'in_appeal',
    'rejected',
    'pending',
    'pending_deletion',
    'deleted',
    'disabled',
    'paused',
    'limit_exceeded',
  ),
  WhatsappTemplateCategory: words('authentication', 'marketing', 'utility'),
  WhatsappTemplateComponent: open([], {
    type: words('body', 'header', 'footer', 'buttons'),
    format: of('WhatsappHeaderFormat'),
    text,
    example: of('WhatsappTemplateExample'),
    buttons: listOf(of('WhatsappTemplateButton')),
  }),
  /**
   * The document has only `text`, although its send call accepts images, documents and videos in a header.
   */
  WhatsappHeaderFormat: words('text', 'image', 'video', 'document', 'location'),
  WhatsappTemplateExample: open([], { header_text: listOf(text), body_text: listOf(listOf(text)) }),
  WhatsappTemplateButton: open([], {
    type: words('quick_reply', 'phone_number', 'otp', 'url', 'catalog', 'flow', 'copy_code'),
    otp_type: words('copy_code', 'one_tap', 'zero_tap'),
    autofill_text: text,
    supported_apps: listOf(of('WhatsappSupportedApp')),
    text: textUpTo(25),
    phone_number: textUpTo(20),
    url: textUpTo(2000),
  }),
  WhatsappSupportedApp: open(['package_name', 'signature_hash'], {
    package_name: text,
    signature_hash: text,
  }),
  Price: open(['country', 'name', 'networks', 'prefix'], {
    country: text,
    name: text,
    prefix: text,
    networks: listOf(of('Price_networks_inner')),
  }),
  Price_networks_inner: open(['mccmnc', 'name', 'price'], { name: text, price: text, mccmnc: number }),
};

const messenteSchemas: Readonly<Record<string, JsonSchema>> = { ...requests, ...answers };

const formats: Readonly<Record<string, RegExp>> = {
  url: /^https?:\/\/[^\s/]+/iu,
  // “Must be specified in the ISO-8601 format. If no timezone is specified, then … UTC”.
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?$/u,
  UUID: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/u,
};

const ajv = new Ajv2020({ strict: true, allErrors: true, strictTypes: false, strictRequired: false });
for (const [name, pattern] of Object.entries(formats)) ajv.addFormat(name, pattern);
ajv.addSchema({ $id: 'messente', $defs: messenteSchemas });
const compiled = new Map<string, ValidateFunction>();

/**
 * Validates a value with ajv against a schema of the document. @returns the errors; empty if the value is
 * valid
 */
export function faultsBy(name: string, value: unknown): string[] {
  const validate = compiled.get(name) ?? ajv.compile({ $ref: `messente#/$defs/${name}` });
  compiled.set(name, validate);
  // Removes what JSON cannot hold, such as undefined fields.
  return validate(JSON.parse(JSON.stringify(value)))
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}
