/**
 * The answers of the sandbox's calls as JSON Schema (2020-12), written manually from Messente's
 * documentation.
 */
import { channels, knownStatuses } from '../../../shared/messaging/types.ts';
import { errorTitles } from './api-error.ts';
import { type JsonSchema, ref } from './openapi-requests.ts';
import { phonebookTitles } from './phonebook-error.ts';
import { templateCategories, templateStatuses } from './schema-whatsapp-template.ts';

const text: JsonSchema = { type: 'string' };
const textOrNull: JsonSchema = { type: ['string', 'null'] };
const number: JsonSchema = { type: 'number' };
const count: JsonSchema = { type: 'integer', minimum: 0 };
const truth: JsonSchema = { type: 'boolean' };
const uuid: JsonSchema = { type: 'string', format: 'uuid' };
const decimal: JsonSchema = { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' };
const channel = ref('Channel');
const isoTime: JsonSchema = { type: 'string', format: 'date-time', description: 'UTC, with microseconds.' };
const isoTimeOrNull: JsonSchema = { ...isoTime, type: ['string', 'null'] };

const list = (items: JsonSchema): JsonSchema => ({ type: 'array', items });
const orNull = (schema: JsonSchema): JsonSchema => ({ oneOf: [schema, { type: 'null' }] });

/** The JSON Schema of an object that has exactly these fields; some of them may be optional. */
function whole(
  properties: Readonly<Record<string, JsonSchema>>,
  optional: readonly string[] = [],
): JsonSchema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required, additionalProperties: false };
}

const outcome: JsonSchema = { enum: ['waiting', 'received', 'given-up', 'dropped'] };
const err: JsonSchema = { enum: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 999, null] };
const statusOrNull: JsonSchema = orNull(ref('Status'));

const messente: Readonly<Record<string, JsonSchema>> = {
  Channel: { enum: [...channels] },
  Status: { enum: [...knownStatuses] },
  ErrorItemOmnichannel: whole({
    code: { enum: Object.keys(errorTitles) },
    title: { enum: Object.values(errorTitles) },
    detail: text,
    source: { type: ['string', 'null'], description: 'The field; null unless the status is 400.' },
  }),
  ErrorOmnichannel: whole({ errors: { ...list(ref('ErrorItemOmnichannel')), minItems: 1 } }),
  ErrorNumberLookup: whole({
    errors: list(
      whole({ error: whole({ code: { enum: [101, 102, 103, 104, 105, 106] }, description: text }) }),
    ),
  }),
  ErrorStatistics: whole({
    errors: list(whole({ title: text, details: text, code: { enum: ['100', '103', '104', '105'] } })),
  }),
  ErrorPhonebook: whole({
    errors: list(
      whole({
        title: { enum: Object.values(phonebookTitles) },
        detail: text,
        code: { enum: Object.keys(phonebookTitles) },
      }),
    ),
  }),
  MessageResult: whole({ message_id: uuid, channel, sender: text }),
  OmniMessageCreateSuccessResponse: whole({
    omnimessage_id: uuid,
    to: text,
    messages: list(ref('MessageResult')),
  }),
  BulkAnswer: whole({
    messages: {
      ...list({ oneOf: [ref('OmniMessageCreateSuccessResponse'), ref('ErrorOmnichannel')] }),
      description: 'One entry an omnimessage, in order: what was accepted, or its errors.',
    },
  }),
  PriceInfo: whole({
    part_price: decimal,
    parts_count: { type: 'integer', minimum: 1 },
    total_price: decimal,
  }),
  DeliveryResult: {
    description: 'A step’s latest status; also the body of a delivery report. Null before there is one.',
    ...whole({
      status: statusOrNull,
      sender: text,
      err,
      message_id: uuid,
      to: text,
      channel,
      error: textOrNull,
      omnimessage_id: uuid,
      timestamp: { type: ['string', 'null'], description: 'ISO 8601 with microseconds and no zone: UTC.' },
      price_info: orNull(ref('PriceInfo')),
    }),
  },
  DeliveryReportResponse: whole({ omnimessage_id: uuid, to: text, statuses: list(ref('DeliveryResult')) }),
  InboundMessage: whole({
    msg_id: uuid,
    sub_msg_id: uuid,
    channel,
    recipient: text,
    time: text,
    text,
    sender: text,
  }),
  SentSubscription: whole({
    id: text,
    phone: text,
    time: text,
    status: { type: ['integer', 'null'], description: 'Null: there was no answer.' },
  }),
  EmptyObject: whole({}),
  Template: whole({
    id: text,
    name: text,
    language: text,
    category: { enum: [...templateCategories] },
    status: { enum: [...templateStatuses] },
    components: list({ type: 'object' }),
  }),
  FetchBlacklistSuccess: whole({ phoneNumbers: { ...list(text), uniqueItems: true } }),
  TemplateList: whole({
    templates: list(ref('Template')),
    paging: whole({ cursors: whole({ before: text, after: text }), previous: text, next: text }, [
      'previous',
      'next',
    ]),
  }),
  TemplateMade: whole({
    id: text,
    status: { enum: [...templateStatuses] },
    category: { enum: [...templateCategories] },
  }),
  TemplateDone: whole({ success: truth }),
  Prices: whole({
    country: text,
    name: text,
    prefix: text,
    networks: list(whole({ mccmnc: number, name: text, price: decimal })),
  }),
};

const tries = list(
  whole({
    at: isoTime,
    status: {
      type: ['integer', 'null'],
      description: 'What the receiver answered; null where nothing came.',
    },
    error: textOrNull,
  }),
);

const arrivedMessage = whole({
  omnimessage_id: uuid,
  account: { ...text, description: 'The username that it was sent with.' },
  to: text,
  dlr_url: textOrNull,
  accepted_at: isoTime,
  time_to_send: isoTimeOrNull,
  cancelled_at: isoTimeOrNull,
  body: { description: 'The request as it came.' },
  steps: list(
    whole({
      message_id: uuid,
      channel,
      sender: text,
      started_at: isoTimeOrNull,
      status: statusOrNull,
      err,
      price: orNull(whole({ part_price: decimal, parts_count: count, total_price: decimal })),
      planned: list(
        whole({
          after_ms: number,
          step: count,
          status: ref('Status'),
          err: number,
          manner: { enum: ['normal', 'held', 'thrice', 'never', 'cut-twice', 'forged-first'] },
        }),
      ),
    }),
  ),
  events: list(
    whole({
      step: count,
      channel: orNull(channel),
      status: ref('Status'),
      err: number,
      at: isoTime,
      after_ms: { ...number, description: 'On the sandbox’s clock, since the message was accepted.' },
      callbacks: list(whole({ forged: truth, outcome, tries })),
    }),
  ),
});

const percent: JsonSchema = { type: 'number', minimum: 0, maximum: 100 };
const prices: JsonSchema = {
  type: 'object',
  additionalProperties: { type: 'object', propertyNames: channel, additionalProperties: decimal },
};
const problem = {
  code: text,
  field: textOrNull,
  message: text,
  hint: text,
};

const weather = {
  outage: truth,
  latency_ms: number,
  callbacks: { enum: ['normal', 'dropped', 'delayed'] },
  delay_ms: number,
  dropped_percent: percent,
  doubled_percent: percent,
  disordered_percent: percent,
  prices,
};

const control: Readonly<Record<string, JsonSchema>> = {
  Problems: whole({
    problems: list({
      oneOf: [whole(problem), whole({ ...problem, line: count, column: count })],
    }),
  }),
  Arrived: whole({
    count,
    messages: list(arrivedMessage),
    inbound: list(
      whole({ msg_id: uuid, url: text, body: ref('InboundMessage'), at: isoTime, tries, outcome }),
    ),
  }),
  Weather: whole({ ...weather, credit: decimal }),
  Blacklist: whole({ phone_numbers: list(text) }),
  Account: whole({ username: text, credit: decimal, seed: count, weather: whole(weather), messages: count }),
  Accounts: whole({ accounts: list(ref('Account')) }),
  People: whole({
    url: textOrNull,
    secret_set: truth,
    answers: list(whole({ ending: text, text, after_ms: number })),
  }),
  ScenarioSet: whole({ scenario: text, weather: ref('Weather'), people: ref('People') }),
  Numbers: whole({ endings: list(whole({ ending: text, does: text })), others: text }),
  Seed: whole({ seed: count }),
};

export function answerSchemas(): Readonly<Record<string, JsonSchema>> {
  return { ...messente, ...control };
}
