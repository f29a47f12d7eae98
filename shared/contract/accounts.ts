/**
 * The calls about accounts, the check of their credentials, and their price lists. No call returns a
 * password.
 */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { channelSchema, problemSchema, resultOf, textStoreSchema } from './common.ts';
import { cancellingSchema } from './messages.ts';

export const pauseSchema = z.object({
  /** "person": paused manually; Omnideck sets the others, which name the cause. */
  reason: z.enum(['person', 'wrong-credentials', 'no-credit', 'locked']),
  problem: problemSchema,
  at: z.number(),
});

const accountViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['messente', 'sandbox']),
  /** A colour name of the theme: blue, green, amber, red, violet, grey. */
  colour: z.string(),
  username: z.string(),
  baseUrl: z.string(),
  plainUrl: z.string(),
  textStore: textStoreSchema,
  current: z.boolean(),
  passwordSet: z.boolean(),
  /** Why sending is paused for this account; null if it is not paused. */
  pause: pauseSchema.nullable(),
  /** When the user accepted the tunnel's consequences for privacy. */
  tunnelAgreedAt: z.number().nullable(),
  /**
   * The WhatsApp Business account whose templates are loaded; null if not configured. The sandbox's is
   * "demo".
   */
  wabaId: z.string().nullable(),
  /** Whether Telegram is offered: older accounts have it, newer ones do not. */
  telegram: z.boolean(),
  createdAt: z.number(),
});
export type AccountView = z.infer<typeof accountViewSchema>;

export const accountInputSchema = z.object({
  name: z.string(),
  username: z.string(),
  password: z.string(),
  /**
   * If the passwords are encrypted and locked: unlocks the file, or encrypts a new one. Stored only together
   * with the password.
   */
  passphrase: z.string().optional(),
  colour: z.string().optional(),
  baseUrl: z.string().optional(),
  plainUrl: z.string().optional(),
  textStore: textStoreSchema.optional(),
  /** '' removes it. */
  wabaId: z.string().optional(),
  telegram: z.boolean().optional(),
});

const accountCheckSchema = z.object({
  balance: z.string(),
  currency: z.string(),
  /** The lowest and highest price of one SMS on the requested country's networks; null if not known. */
  prices: z.object({ country: z.string(), from: z.string(), to: z.string() }).nullable(),
});

const countryPricesSchema = z.object({
  country: z.string(),
  name: z.string(),
  prefix: z.string(),
  networks: z.array(z.object({ mccmnc: z.string(), name: z.string(), price: z.string() })),
  fetchedAt: z.number(),
  /**
   * Recent charges of this account per part in the country, by channel, because other channels have no price
   * list.
   */
  charged: z.array(z.object({ channel: channelSchema, low: z.string(), high: z.string() })),
});
export type CountryPricesView = z.infer<typeof countryPricesSchema>;

const id = z.object({ id: z.string() });

export const accountsContract = {
  list: oc.output(z.array(accountViewSchema)),
  /**
   * Checks the credentials by reading balance and prices, then stores them; `unchecked` stores them without a
   * check (no network).
   */
  add: oc
    .input(accountInputSchema.extend({ unchecked: z.boolean().optional() }))
    .output(resultOf(z.object({ account: accountViewSchema, check: accountCheckSchema.nullable() }))),
  /** Makes the same check without storing anything. */
  checkInput: oc.input(accountInputSchema).output(resultOf(accountCheckSchema)),
  check: oc.input(id.extend({ country: z.string().optional() })).output(resultOf(accountCheckSchema)),
  update: oc
    .input(id.extend(accountInputSchema.partial().shape).extend({ unchecked: z.boolean().optional() }))
    .output(resultOf(accountViewSchema)),
  /**
   * Removes an account. Its history stays; its credentials are deleted once its scheduled messages are
   * cancelled.
   */
  remove: oc.input(id).output(resultOf(z.object({ cancelling: cancellingSchema }))),
  use: oc.input(id).output(resultOf(accountViewSchema)),
  /** Returns the built-in sandbox's account; creates it at the first call. */
  sandbox: oc.output(resultOf(accountViewSchema)),
  /** Returns the addresses for the API key's default callback URL, to be entered in Messente's Dashboard. */
  callbackUrl: oc
    .input(id)
    .output(resultOf(z.object({ localUrl: z.string(), publicUrl: z.string().nullable() }))),
  /** Accepts localtunnel's consequences for privacy for this account. */
  agreeTunnel: oc.input(id).output(resultOf(accountViewSchema)),
};

export const pricesContract = {
  country: oc
    .input(z.object({ accountId: z.string().optional(), country: z.string().length(2) }))
    .output(resultOf(countryPricesSchema)),
};
