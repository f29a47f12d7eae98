/**
 * The OpenAPI document (3.1) of all calls that the sandbox serves: Messente's calls and, under a separate
 * tag, the control API.
 */
import { callsNotSimulated } from './not-simulated.ts';
import { answerSchemas } from './openapi-answers.ts';
import { type JsonSchema, ref, requestSchemas } from './openapi-requests.ts';
import { templateCategories, templateStatuses } from './schema-whatsapp-template.ts';

type Responses = Readonly<Record<string, JsonSchema>>;

const tags = {
  omnimessages: 'Omnimessages',
  templates: 'WhatsApp templates',
  blacklist: 'Blacklist',
  plain: 'Balance and prices',
  notSimulated: 'Not simulated',
  control: 'The sandbox itself',
} as const;

const json = (schema: JsonSchema) => ({ 'application/json': { schema } });
const answer = (description: string, name: string): JsonSchema => ({ description, content: json(ref(name)) });
const plain = (description: string): JsonSchema => ({
  description,
  content: { 'text/plain': { schema: { type: 'string' } } },
});
const failure = (description: string): JsonSchema => answer(description, 'ErrorOmnichannel');
const takes = (name: string) => ({ required: true, content: json(ref(name)) });
const inPath = (name: string, description: string) => ({
  name,
  in: 'path',
  required: true,
  description,
  schema: { type: 'string' },
});
const inQuery = (name: string, schema: JsonSchema, description?: string) => ({
  name,
  in: 'query',
  ...(description === undefined ? {} : { description }),
  schema,
});
const text: JsonSchema = { type: 'string' };

const everyFailure: Responses = {
  '401': failure('No credentials, or wrong ones'),
  '500': failure('The sandbox failed, or the number ends in 42'),
  '503': failure('The weather has an outage'),
};
const sendFailures: Responses = {
  ...everyFailure,
  '400': failure('Every fault of the request'),
  '413': failure('The body is over 8 MiB'),
  '429': {
    ...failure('The number ends in 45: try again (not documented by Messente)'),
    headers: { 'Retry-After': { description: 'Seconds', schema: text } },
  },
};

function call(
  tag: keyof typeof tags,
  operationId: string,
  summary: string,
  rest: JsonSchema & { readonly responses: Responses },
): JsonSchema {
  const security = tag === 'control' || tag === 'plain' ? [] : [{ basicAuth: [] }];
  return { tags: [tags[tag]], operationId, summary, security, ...rest };
}

function omnimessagePaths(): Readonly<Record<string, JsonSchema>> {
  const id = inPath('omnimessageId', 'What the answer to the sending called omnimessage_id');
  const unknown = (description: string) => ({ '404': failure(description) });
  return {
    '/v1/omnimessage': {
      post: call('omnimessages', 'sendOmnimessage', 'Send one', {
        requestBody: takes('Omnimessage'),
        responses: { '201': answer('Accepted', 'OmniMessageCreateSuccessResponse'), ...sendFailures },
      }),
    },
    '/v1/omnimessages': {
      post: call('omnimessages', 'sendBulkOmnimessage', 'Send many', {
        requestBody: takes('BulkOmnimessage'),
        responses: { '201': answer('The outcome of each', 'BulkAnswer'), ...sendFailures },
      }),
    },
    '/v1/omnimessage/{omnimessageId}/status': {
      get: call('omnimessages', 'retrieveDeliveryReport', 'The latest status of each step', {
        parameters: [id],
        responses: {
          '200': answer('In the order of the chain', 'DeliveryReportResponse'),
          ...everyFailure,
          ...unknown('There is no such omnimessage'),
        },
      }),
    },
    '/v1/omnimessage/{omnimessageId}': {
      delete: call('omnimessages', 'cancelScheduledMessage', 'Cancel what is scheduled', {
        parameters: [id],
        responses: {
          '202': answer('Cancelled', 'EmptyObject'),
          ...everyFailure,
          ...unknown('Sent, cancelled or not known'),
        },
      }),
    },
  };
}

function templatePaths(): Readonly<Record<string, JsonSchema>> {
  const waba = inPath('wabaId', 'The WhatsApp Business account: demo');
  const id = inPath('templateId', 'The template');
  const failures: Responses = {
    ...everyFailure,
    '400': failure('Every fault of the request'),
    '403': failure('Another WhatsApp Business account than demo'),
  };
  const withUnknown: Responses = { ...failures, '404': failure('There is no such template') };
  return {
    '/v1/whatsapp/wabas/{wabaId}/templates': {
      parameters: [waba],
      get: call('templates', 'getWhatsappTemplates', 'List', {
        parameters: [
          inQuery('limit', { type: 'integer', minimum: 1, maximum: 500, default: 25 }),
          inQuery('before', text, 'A cursor'),
          inQuery('after', text, 'A cursor'),
          inQuery('name', text, 'A part of it'),
          inQuery('content', text, 'A part of it'),
          inQuery('language', text),
          inQuery('category', { enum: [...templateCategories] }),
          inQuery('status', { enum: [...templateStatuses] }),
        ],
        responses: { '200': answer('A page of them', 'TemplateList'), ...failures },
      }),
      post: call('templates', 'createWhatsappTemplate', 'Create', {
        requestBody: takes('NewTemplate'),
        responses: { '200': answer('Made; pending for 5 s', 'TemplateMade'), ...failures },
      }),
      delete: call('templates', 'deleteWhatsappTemplate', 'Delete by name, or one of the name', {
        parameters: [
          { ...inQuery('name', text), required: true },
          inQuery('hsmId', text, 'One of them only'),
        ],
        responses: { '200': answer('Deleted', 'TemplateDone'), ...failures },
      }),
    },
    '/v1/whatsapp/wabas/{wabaId}/templates/{templateId}': {
      parameters: [waba, id],
      get: call('templates', 'getWhatsappTemplate', 'One of them', {
        responses: { '200': answer('The template', 'Template'), ...withUnknown },
      }),
      put: call('templates', 'updateWhatsappTemplate', 'Change', {
        requestBody: takes('ChangedTemplate'),
        responses: { '200': answer('Changed; pending for 5 s', 'TemplateDone'), ...withUnknown },
      }),
    },
  };
}

function blacklistPaths(): Readonly<Record<string, JsonSchema>> {
  const phonebook = (description: string) => answer(description, 'ErrorPhonebook');
  const failures: Responses = {
    '401': phonebook('No credentials, or wrong ones'),
    '503': failure('The weather has an outage'),
  };
  const wrong: Responses = { '400': phonebook('Not a phone number in E.164 format') };
  const notListed: Responses = { '404': phonebook('The number is not in the blacklist') };
  const done = (description: string): Responses => ({ '204': { description } });
  return {
    '/v1/phonebook/blacklist': {
      get: call('blacklist', 'fetchBlacklist', 'All numbers of the account’s blacklist', {
        responses: {
          '200': answer('In the order in which they were added', 'FetchBlacklistSuccess'),
          ...failures,
        },
      }),
      post: call('blacklist', 'addToBlacklist', 'Add a number', {
        requestBody: takes('NumberToBlacklist'),
        responses: {
          ...done('Added'),
          ...wrong,
          ...failures,
          '409': phonebook('The number is in the blacklist already'),
        },
      }),
    },
    '/v1/phonebook/blacklist/{phone}': {
      parameters: [inPath('phone', 'E.164; its + is written %2B')],
      get: call('blacklist', 'isBlacklisted', 'Whether a number is in the blacklist', {
        responses: { ...done('It is'), ...wrong, ...failures, ...notListed },
      }),
      delete: call('blacklist', 'deleteFromBlacklist', 'Delete a number', {
        responses: { ...done('Deleted'), ...wrong, ...failures, ...notListed },
      }),
    },
  };
}

function plainPaths(): Readonly<Record<string, JsonSchema>> {
  const who = [
    { ...inQuery('username', text), required: true },
    { ...inQuery('password', text), required: true },
  ];
  const failed = (codes: string) => ({ type: 'string', pattern: `^ERROR (${codes})$` });
  const balance = {
    '200': {
      description: 'EUR, or an error: 101 wrong credentials, 102 none',
      content: {
        'text/plain': {
          schema: { oneOf: [{ type: 'string', pattern: '^OK -?\\d+\\.\\d{2,}$' }, failed('101|102')] },
        },
      },
    },
    '503': everyFailure['503'] ?? {},
  };
  const about = 'Served under /v1 too. Errors have the status 200, as Messente has it.';
  return {
    '/get_balance': {
      get: call('plain', 'getBalance', 'Balance', {
        description: about,
        parameters: who,
        responses: balance,
      }),
      post: call('plain', 'getBalanceByPost', 'Balance', {
        description: `${about} The parameters may be those of a form.`,
        requestBody: {
          content: {
            'application/x-www-form-urlencoded': {
              schema: { type: 'object', properties: { username: text, password: text } },
            },
          },
        },
        responses: balance,
      }),
    },
    '/prices': {
      get: call('plain', 'getPrices', 'Prices of one country by network', {
        description: about,
        parameters: [
          ...who,
          { ...inQuery('country', text, 'ISO 3166, two letters'), required: true },
          inQuery('format', { enum: ['json', 'xml'], default: 'json' }),
        ],
        responses: {
          '200': {
            description: 'Prices, or an error: 101, 102; 104 and 105 no such country, 106 no such format',
            content: {
              ...json(ref('Prices')),
              'application/xml': { schema: text },
              'text/plain': { schema: failed('101|102|104|105|106') },
            },
          },
          '503': everyFailure['503'] ?? {},
        },
      }),
    },
    '/pricelist': {
      get: call('plain', 'getPricelist', 'All prices as CSV', {
        description: about,
        parameters: who,
        responses: {
          '200': {
            description: 'Country,Code,MCCMNC,Network,Price; or an error: 101, 102',
            content: { 'text/plain': { schema: text } },
          },
          '503': everyFailure['503'] ?? {},
        },
      }),
    },
  };
}

function pathsNotSimulated(): Readonly<Record<string, JsonSchema>> {
  const of = (path: string, method: string, errors: string | null): JsonSchema => {
    const [, area = '', ...names] = path.replaceAll(/[{}]/gu, '').split('/');
    const operationId = [method.toLowerCase(), area, ...names].join('-');
    return call('notSimulated', operationId, 'Messente’s call; not simulated', {
      responses:
        errors === null
          ? {
              '200': plain('An error: 101, 102'),
              '501': plain('The sandbox does not simulate it: ERROR 209'),
            }
          : {
              '401': answer('No credentials, or wrong ones', errors),
              '501': answer('The sandbox does not simulate it', errors),
            },
    });
  };
  return Object.fromEntries(
    callsNotSimulated.map(({ path, methods, errors }) => {
      const inside = [...path.matchAll(/\{(\w+)\}/gu)].map(([, name = '']) => inPath(name, 'Any value'));
      return [
        `/v1${path}`,
        {
          ...(inside.length === 0 ? {} : { parameters: inside }),
          ...Object.fromEntries(methods.map((method) => [method.toLowerCase(), of(path, method, errors)])),
        },
      ];
    }),
  );
}

function controlPaths(): Readonly<Record<string, JsonSchema>> {
  const foreign: Responses = { '403': answer('Asked by a web page, or by another name', 'Problems') };
  const changes: Responses = {
    ...foreign,
    '400': answer('Every fault of the request', 'Problems'),
    '500': answer('The state cannot be stored', 'Problems'),
  };
  const ofAccount = inQuery('account', text, 'A username; the sandbox’s own account where left out');
  const noAccount: Responses = { '404': answer('There is no such account', 'Problems') };
  const gets = (operationId: string, summary: string, name: string) =>
    call('control', operationId, summary, { responses: { '200': answer(summary, name), ...foreign } });
  const puts = (operationId: string, summary: string, request: string, name: string) =>
    call('control', operationId, summary, {
      requestBody: takes(request),
      responses: { '200': answer('As it is now', name), ...changes },
    });
  return {
    '/sandbox/messages': {
      get: call('control', 'getArrivals', 'The accepted messages and their outcomes', {
        parameters: [
          inQuery('to', text, 'One number, E.164; its + is written %2B'),
          inQuery('limit', { type: 'integer', minimum: 0 }),
          ofAccount,
        ],
        responses: { '200': answer('In the order in which they came', 'Arrived'), ...foreign, ...noAccount },
      }),
    },
    '/sandbox/inbound': {
      post: call('control', 'writeInbound', 'A person writes', {
        requestBody: takes('InboundRequest'),
        responses: { '202': answer('What is sent, signed, to the URL', 'InboundMessage'), ...changes },
      }),
    },
    '/sandbox/subscription': {
      post: call('control', 'sendSubscription', 'A person subscribes', {
        requestBody: takes('SubscriptionRequest'),
        responses: { '200': answer('What was sent, and the answer', 'SentSubscription'), ...changes },
      }),
    },
    '/sandbox/accounts': { get: gets('getAccounts', 'The sandbox’s accounts', 'Accounts') },
    '/sandbox/accounts/{username}': {
      parameters: [inPath('username', 'Letters, digits, ".", "_" and "-"')],
      put: puts('openAccount', 'Open an account, or find it as it is', 'NewAccount', 'Account'),
    },
    '/sandbox/weather': {
      get: call('control', 'getWeather', 'The weather', {
        parameters: [ofAccount],
        responses: { '200': answer('The weather', 'Weather'), ...foreign, ...noAccount },
      }),
      put: call('control', 'changeWeather', 'Change the weather', {
        parameters: [ofAccount],
        requestBody: takes('WeatherChange'),
        responses: { '200': answer('As it is now', 'Weather'), ...changes, ...noAccount },
      }),
    },
    '/sandbox/blacklist': {
      get: call('control', 'getBlacklist', 'An account’s blacklist', {
        parameters: [ofAccount],
        responses: { '200': answer('The blacklist', 'Blacklist'), ...foreign, ...noAccount },
      }),
      put: call('control', 'changeBlacklist', 'Change a blacklist, as a person does in the Dashboard', {
        parameters: [ofAccount],
        requestBody: takes('BlacklistChange'),
        responses: { '200': answer('As it is now', 'Blacklist'), ...changes, ...noAccount },
      }),
    },
    '/sandbox/people': {
      get: gets('getPeople', 'Who answers by themselves', 'People'),
      put: puts('changePeople', 'Change who answers', 'PeopleChange', 'People'),
    },
    '/sandbox/scenario': {
      put: call('control', 'setScenario', 'Run a scenario', {
        description: 'A file as docs/scenario.schema.json has it.',
        requestBody: { required: true, content: { 'application/yaml': { schema: text } } },
        responses: { '200': answer('As it is now', 'ScenarioSet'), ...changes },
      }),
    },
    '/sandbox/numbers': { get: gets('getNumbers', 'What the endings of numbers do', 'Numbers') },
    '/sandbox/seed': { put: puts('sayAgain', 'Say it all again', 'SeedChange', 'Seed') },
    '/sandbox/reset': {
      post: call('control', 'reset', 'Forget everything', {
        responses: { '200': answer('Forgotten', 'EmptyObject'), ...foreign },
      }),
    },
    '/sandbox': {
      get: call('control', 'getPage', 'A page of what arrived', {
        parameters: [
          inQuery('search', text, 'A part of a number or of a text'),
          inQuery('before', text, 'What came before this omnimessage'),
        ],
        responses: { '200': { description: 'HTML', content: { 'text/html': { schema: text } } }, ...foreign },
      }),
    },
    '/sandbox/openapi.json': {
      get: call('control', 'getOpenApi', 'This document', {
        responses: { '200': { description: 'OpenAPI 3.1', content: json({ type: 'object' }) }, ...foreign },
      }),
    },
  };
}

const dlr: JsonSchema = {
  post: {
    operationId: 'deliveryReport',
    summary: 'A delivery report, sent to dlr_url',
    parameters: [
      {
        name: 'X-Messente-Signature',
        in: 'header',
        required: true,
        description: 'HMAC-SHA256 of the raw body with the API password as key, lower-case hexadecimal.',
        schema: { type: 'string', pattern: '^[0-9a-f]{64}$' },
      },
    ],
    requestBody: takes('DeliveryResult'),
    responses: { '2XX': { description: 'Taken' } },
  },
};

/**
 * Returns the OpenAPI document. docs/sandbox.openapi.json has the same content, and a running sandbox serves
 * it.
 */
export function openApiDocument() {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Omnideck sandbox: Messente’s Omnichannel API on this machine',
      version: '1.0.0',
      description:
        'A simulation to try and test with; see docs/sandbox.md. It is not Messente’s own document of its API.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: 'http://127.0.0.1:{port}', variables: { port: { default: '8025' } } }],
    tags: Object.values(tags).map((name) => ({ name })),
    paths: {
      ...omnimessagePaths(),
      ...templatePaths(),
      ...blacklistPaths(),
      ...plainPaths(),
      ...pathsNotSimulated(),
      ...controlPaths(),
    },
    webhooks: { deliveryReport: dlr },
    components: {
      securitySchemes: { basicAuth: { type: 'http', scheme: 'basic' } },
      schemas: { ...requestSchemas(), ...answerSchemas() },
    },
  };
}

/** Returns the document as text, formatted as in docs/sandbox.openapi.json. */
export function openApiText(): string {
  return `${JSON.stringify(openApiDocument(), null, 2)}\n`;
}
