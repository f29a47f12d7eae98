/**
 * Every call and event between the core and whatever shows it: the window, the page, the commands.
 * One contract over WebSocket, worker ports and Electron's MessagePort; expected failures are values.
 */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { archiveContract } from './backups.ts';
import { cancellingSchema } from './cancellations.ts';
import { composingContract, resendMoreSchema } from './compose.ts';
import { doctorContract } from './doctor.ts';
import { historyContract } from './history.ts';
import { callbacksContract } from './reports.ts';
import { runsContract } from './runs.ts';
import { sandboxContract } from './sandbox.ts';
import {
  aboutNumberSchema,
  accountCheckSchema,
  accountInputSchema,
  accountViewSchema,
  changeSchema,
  consoleInfoSchema,
  countryPricesSchema,
  countsSchema,
  doNotSendSchema,
  draftChainSchema,
  erasedSchema,
  estimateSchema,
  messageDetailSchema,
  messageFilterSchema,
  messagePageSchema,
  messageRowSchema,
  overviewSchema,
  problemSchema,
  resultOf,
  settingsSchema,
  tunnelStateSchema,
} from './schemas.ts';

/** Raised when a change would break an older client on the same socket. */
export const contractVersion = 1;

const id = z.object({ id: z.string() });
const nothing = z.object({});

export const contract = {
  console: {
    info: oc.output(consoleInfoSchema),
    overview: oc.output(overviewSchema),
    /** Live changes, from the moment of the call; begins with one overview. */
    changes: oc.output(eventIterator(changeSchema)),
  },
  accounts: {
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
  },
  messages: {
    /**
     * Writes one omnimessage a recipient to the outbox, all or none. `requestKey` makes a call that is made twice
     * (a lost connection) write once.
     */
    send: oc
      .input(
        z.object({
          accountId: z.string().optional(),
          to: z.array(z.string()).min(1).max(10_000),
          chain: draftChainSchema,
          requestKey: z.string().min(8).max(100),
          /** Values of placeholders, by the recipient as given in `to`; names as in shared/messaging/placeholders.ts. */
          values: z.record(z.string(), z.record(z.string(), z.string())).optional(),
          tags: z.array(z.string()).max(20).optional(),
          /** Why these people may be written to. */
          purpose: z.string().max(500).optional(),
          /** Warnings that the person has seen and sends in spite of. */
          overridden: z.array(z.enum(['quiet-hours', 'same-text'])).optional(),
          /**
           * When to send where that is not the same for all (quiet hours, the recipient's own time zone), by recipient
           * as given in `to`: UTC epoch ms. The others go by the chain.
           */
          timeToSendOf: z.record(z.string(), z.number()).optional(),
          /** The draft that is sent: it goes in the same commit. */
          draftId: z.string().optional(),
          /** The texts are sent as they stand: nothing in braces is a placeholder. */
          literal: z.boolean().optional(),
          /** What one message is expected to cost, EUR: of each recipient, or by recipient as given in `to`. */
          estimate: estimateSchema.optional(),
          estimateOf: z.record(z.string(), estimateSchema).optional(),
        }),
      )
      .output(
        resultOf(
          z.object({
            batchId: z.string(),
            messages: z.array(z.object({ id: z.string(), to: z.string() })),
          }),
        ),
      ),
    list: oc
      .input(
        z.object({
          filter: messageFilterSchema.optional(),
          /** The \`next\` of the page before, with the same filter. */
          after: z.string().optional(),
          limit: z.number().int().min(1).max(500).optional(),
        }),
      )
      .output(messagePageSchema),
    rows: oc.input(z.object({ ids: z.array(z.string()).max(1000) })).output(z.array(messageRowSchema)),
    counts: oc.input(z.object({ accountId: z.string().optional() })).output(countsSchema),
    /** By our id (or the beginning of it, if only one has it) or by Messente's. */
    get: oc.input(id).output(resultOf(messageDetailSchema)),
    /** Withdraws a queued one, or asks Messente to cancel a scheduled one (too late: a problem "too-late"). */
    cancel: oc.input(id).output(resultOf(messageDetailSchema)),
    /** A new omnimessage like the old one, linked to it. Where the old may have reached the person, only with `evenIfTwice`. */
    resend: oc
      .input(
        id.extend({
          evenIfTwice: z.boolean(),
          requestKey: z.string().min(8).max(100),
          more: resendMoreSchema.optional(),
        }),
      )
      .output(resultOf(z.object({ id: z.string() }))),
    /** Asks GET status now. */
    ask: oc.input(id).output(resultOf(messageDetailSchema)),
    /** What a resend would risk; null: nothing. */
    resendRisk: oc.input(id).output(resultOf(problemSchema.nullable())),
  },
  history: historyContract,
  composing: composingContract,
  archive: archiveContract,
  runs: runsContract,
  sandbox: sandboxContract,
  doctor: doctorContract,
  outbox: {
    pause: oc.output(overviewSchema),
    /** Also ends pauses that were set because of credentials or credit: they come back if the reason is still there. */
    resume: oc.output(overviewSchema),
  },
  callbacks: callbacksContract,
  doNotSend: {
    list: oc.output(z.array(doNotSendSchema)),
    add: oc
      .input(z.object({ number: z.string(), reason: z.string().optional() }))
      .output(resultOf(doNotSendSchema.extend({ cancelling: cancellingSchema }))),
    /**
     * Adds a pasted or imported list, all or none: a number that can't be read is named by `numbers[INDEX]`. Problem
     * `too-many-numbers` above 100,000.
     */
    addMany: oc
      .input(z.object({ numbers: z.array(z.string()).min(1), reason: z.string().optional() }))
      .output(resultOf(z.object({ entries: z.array(doNotSendSchema), cancelling: cancellingSchema }))),
    remove: oc.input(z.object({ number: z.string() })).output(resultOf(nothing)),
  },
  privacy: {
    /** All that concerns one number. */
    about: oc.input(z.object({ number: z.string() })).output(resultOf(aboutNumberSchema)),
    /** Erases everything about one number, and has what is scheduled for it cancelled; refused while one is being sent. */
    erase: oc.input(z.object({ number: z.string() })).output(resultOf(erasedSchema)),
  },
  secrets: {
    /** Looks for the key store where that has not been done yet; the overview says what was found. */
    ready: oc.output(overviewSchema),
    /** Opens the sealed passwords. Problem `nothing-sealed` where there are none: connecting an account takes the passphrase. */
    unlock: oc.input(z.object({ passphrase: z.string() })).output(resultOf(nothing)),
    /**
     * Where the passphrase is lost: moves the sealed file aside and begins an empty one. The accounts named need their
     * API passwords again. Problems `nothing-to-start-over`, `passphrase-weak`.
     */
    startOver: oc
      .input(z.object({ passphrase: z.string() }))
      .output(resultOf(z.object({ movedTo: z.string(), accounts: z.array(z.string()) }))),
  },
  settings: {
    get: oc.output(settingsSchema),
    set: oc.input(settingsSchema.partial()).output(resultOf(settingsSchema)),
  },
  page: {
    /**
     * A new opening of this console's page: an address good once. null: the console has a window of its own, which
     * has come to the front. Problem `no-page` where the console is only a command that is about to end.
     */
    open: oc.output(resultOf(z.object({ url: z.string().nullable() }))),
  },
  tunnel: {
    probe: oc.output(tunnelStateSchema),
  },
  prices: {
    country: oc
      .input(z.object({ accountId: z.string().optional(), country: z.string().length(2) }))
      .output(resultOf(countryPricesSchema)),
  },
};

export type Contract = typeof contract;
