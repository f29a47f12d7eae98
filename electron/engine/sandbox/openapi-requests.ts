/**
 * The requests of the sandbox's calls as JSON Schema (2020-12), generated from the schemas that validate
 * them.
 */
import { z } from 'zod';
import { newAccount, seedChange } from './accounts.ts';
import { blacklistChange, numberToBlacklist } from './blacklist-api.ts';
import { peopleRequest, weatherRequest } from './control-json.ts';
import { inboundSchema } from './inbound.ts';
import { channelSchemas, envelope } from './omnimessage-schema.ts';
import { changedTemplate, newTemplate } from './schema-whatsapp-template.ts';
import { subscriptionSchema } from './subscription.ts';

export type JsonSchema = { readonly [key: string]: unknown };

/**
 * The schema name of each channel's message. Messages that Messente's official clients know have the clients'
 * names.
 */
const channelComponents = {
  sms: 'SMS',
  viber: 'Viber',
  whatsapp: 'WhatsApp',
  rcs: 'RCS',
  telegram: 'Telegram',
} as const;

export const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

function schemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...made } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' });
  return made;
}

/**
 * Forbids the same channel twice. This rule compares entries, which zod's schemas cannot express in JSON
 * Schema.
 */
function noChannelTwice(): readonly JsonSchema[] {
  return Object.keys(channelComponents).map((channel) => ({
    contains: { type: 'object', properties: { channel: { const: channel } }, required: ['channel'] },
    minContains: 0,
    maxContains: 1,
  }));
}

function omnimessage(): JsonSchema {
  const { properties, ...rest } = schemaOf(envelope);
  const mapping = Object.fromEntries(
    Object.entries(channelComponents).map(([channel, name]) => [channel, `#/components/schemas/${name}`]),
  );
  return {
    description: 'A chain: the channels in the order in which they are tried.',
    ...rest,
    properties: {
      ...(typeof properties === 'object' ? properties : {}),
      messages: {
        type: 'array',
        minItems: 1,
        items: {
          oneOf: Object.values(channelComponents).map(ref),
          discriminator: { propertyName: 'channel', mapping },
        },
        allOf: noChannelTwice(),
      },
    },
  };
}

export function requestSchemas(): Readonly<Record<string, JsonSchema>> {
  const channels = Object.entries(channelSchemas).map(([channel, schema]) => {
    const [, name = channel] = Object.entries(channelComponents).find(([key]) => key === channel) ?? [];
    return [name, schemaOf(schema)] as const;
  });
  return {
    Omnimessage: omnimessage(),
    BulkOmnimessage: {
      type: 'object',
      description: 'Each entry is checked alone: a wrong one is an error in the answer’s list.',
      properties: { messages: { type: 'array', minItems: 1, items: ref('Omnimessage') } },
      required: ['messages'],
      additionalProperties: false,
    },
    ...Object.fromEntries(channels),
    NewTemplate: schemaOf(newTemplate),
    ChangedTemplate: schemaOf(changedTemplate),
    NumberToBlacklist: schemaOf(numberToBlacklist),
    BlacklistChange: schemaOf(blacklistChange),
    InboundRequest: schemaOf(inboundSchema),
    SubscriptionRequest: schemaOf(subscriptionSchema),
    WeatherChange: schemaOf(weatherRequest),
    PeopleChange: schemaOf(peopleRequest),
    NewAccount: schemaOf(newAccount),
    SeedChange: schemaOf(seedChange),
  };
}
