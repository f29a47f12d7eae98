/** Accounts, their credentials' check, and their price lists. No call returns a password. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { channelSchema, problemSchema, resultOf, textStoreSchema } from './common.ts';
import { cancellingSchema } from './messages.ts';

export const pauseSchema = z.object({
  /** "person": by hand; the others are set by us and say why. */
  reason: z.enum(['person', 'wrong-credentials', 'no-credit', 'locked']),
  problem: problemSchema,
  at: z.number(),
});

const accountViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['messente', 'sandbox']),
  /** One of the theme's names: blue, green, amber, red, violet, grey. */
  colour: z.string(),
  username: z.string(),
  baseUrl: z.string(),
  plainUrl: z.string(),
  textStore: textStoreSchema,
  current: z.boolean(),
  passwordSet: z.boolean(),
  /** Why nothing is sent for this account; null: it is sent. */
  pause: pauseSchema.nullable(),
  /** When the tunnel's meaning for privacy was agreed to. */
  tunnelAgreedAt: z.number().nullable(),
  /** The WhatsApp Business account whose templates are asked for; null: not told. The sandbox's is "demo". */
  wabaId: z.string().nullable(),
  /** Whether Telegram is offered: older accounts have it, newer ones don't. */
  telegram: z.boolean(),
  createdAt: z.number(),
});
export type AccountView = z.infer<typeof accountViewSchema>;

export const accountInputSchema = z.object({
  name: z.string(),
  username: z.string(),
  password: z.string(),
  /** Where the passwords are sealed and locked: opens the file, or seals a first one. Kept only with the password. */
  passphrase: z.string().optional(),
  colour: z.string().optional(),
  baseUrl: z.string().optional(),
  plainUrl: z.string().optional(),
  textStore: textStoreSchema.optional(),
  /** '' takes it away. */
  wabaId: z.string().optional(),
  telegram: z.boolean().optional(),
});

const accountCheckSchema = z.object({
  balance: z.string(),
  currency: z.string(),
  /** What one SMS to the country asked for costs, lowest and highest of its networks; null: not told. */
  prices: z.object({ country: z.string(), from: z.string(), to: z.string() }).nullable(),
});

const countryPricesSchema = z.object({
  country: z.string(),
  name: z.string(),
  prefix: z.string(),
  networks: z.array(z.object({ mccmnc: z.string(), name: z.string(), price: z.string() })),
  fetchedAt: z.number(),
  /** What this account was lately charged for one part in the country, by channel: other channels have no list. */
  charged: z.array(z.object({ channel: channelSchema, low: z.string(), high: z.string() })),
});
export type CountryPricesView = z.infer<typeof countryPricesSchema>;

const id = z.object({ id: z.string() });

export const accountsContract = {
  list: oc.output(z.array(accountViewSchema)),
  /** Checks the credentials by balance and prices, then keeps them; `unchecked` keeps them without (no network). */
  add: oc
    .input(accountInputSchema.extend({ unchecked: z.boolean().optional() }))
    .output(resultOf(z.object({ account: accountViewSchema, check: accountCheckSchema.nullable() }))),
  /** The same check, without keeping anything. */
  checkInput: oc.input(accountInputSchema).output(resultOf(accountCheckSchema)),
  check: oc.input(id.extend({ country: z.string().optional() })).output(resultOf(accountCheckSchema)),
  update: oc
    .input(id.extend(accountInputSchema.partial().shape).extend({ unchecked: z.boolean().optional() }))
    .output(resultOf(accountViewSchema)),
  /** Its history stays; its credentials go once what it had scheduled has been cancelled. */
  remove: oc.input(id).output(resultOf(z.object({ cancelling: cancellingSchema }))),
  use: oc.input(id).output(resultOf(accountViewSchema)),
  /** The built-in sandbox's account; made at the first call. */
  sandbox: oc.output(resultOf(accountViewSchema)),
  /** Where reports that the API key's default URL addresses can come to: what to set in Messente's Dashboard. */
  callbackUrl: oc
    .input(id)
    .output(resultOf(z.object({ localUrl: z.string(), publicUrl: z.string().nullable() }))),
  /** Agrees to what localtunnel means for privacy, for this account. */
  agreeTunnel: oc.input(id).output(resultOf(accountViewSchema)),
};

export const pricesContract = {
  country: oc
    .input(z.object({ accountId: z.string().optional(), country: z.string().length(2) }))
    .output(resultOf(countryPricesSchema)),
};
