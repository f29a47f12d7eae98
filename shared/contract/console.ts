/**
 * The calls about the console itself: its overview, its live changes, its outbox, browser UI, tunnel and key
 * store.
 */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { pauseSchema } from './accounts.ts';
import { problemSchema, resultOf } from './common.ts';
import { countsSchema, messageRowSchema, openCancellationsSchema } from './messages.ts';
import { tunnelStateSchema } from './reports.ts';
import { runChangeSchema } from './runs.ts';

/** A problem of the console itself. */
const troubleSchema = z.object({
  problem: problemSchema,
  /**
   * fatal: only a restart helps; lasting: the console continues, but somebody must act; passing: it ends
   * without action.
   */
  kind: z.enum(['fatal', 'lasting', 'passing']),
  at: z.number(),
});

const overviewSchema = z.object({
  /** The worst first; empty if there is no problem. */
  troubles: z.array(troubleSchema),
  currentAccountId: z.string().nullable(),
  /** Set by the user for all accounts; each account can have its own pause as well. */
  pause: pauseSchema.nullable(),
  outbox: z.object({ queued: z.number(), inFlight: z.number() }),
  callbacks: z.object({
    port: z.number(),
    localUrl: z.string(),
    tunnel: tunnelStateSchema,
    lastVerifiedAt: z.number().nullable(),
    /** The number of callback requests that were not stored, since the console was started. */
    refused: z.number(),
    /** The number of reports that arrived while the key store was locked, and wait for verification. */
    postponed: z.number(),
  }),
  reconcile: z.object({
    lastAt: z.number().nullable(),
    waiting: z.number(),
    /** The number of GET status calls allowed per hour, and used in the last hour. */
    budget: z.number(),
    used: z.number(),
  }),
  secrets: z.object({
    kind: z.enum(['os-key-store', 'sealed-file', 'safe-storage']),
    locked: z.boolean(),
    exists: z.boolean(),
    warning: problemSchema.nullable(),
  }),
  counts: countsSchema,
  /** Cancellations that are pending, whose messages may still be sent. */
  cancellations: openCancellationsSchema,
});
export type Overview = z.infer<typeof overviewSchema>;

const consoleInfoSchema = z.object({
  version: z.string(),
  dataFolder: z.string(),
  pid: z.number(),
  startedAt: z.number(),
  shell: z.enum(['desktop', 'headless']),
  contract: z.number(),
});

/** Changes that the engine announces. After a lost connection, a subscriber reloads what it shows. */
const changeSchema = z.discriminatedUnion('type', [
  /** Messages that are new or changed; collected for a moment, so that a burst is one event. */
  z.object({
    type: z.literal('messages'),
    ids: z.array(z.string()),
    added: z.boolean(),
    /**
     * The rows of these messages, without those that are gone. Missing if the subscriber has not asked for rows, or
     * for many messages.
     */
    rows: z.array(messageRowSchema).optional(),
  }),
  z.object({ type: z.literal('overview'), overview: overviewSchema }),
  z.object({ type: z.literal('accounts') }),
  z.object({ type: z.literal('callbacks'), newestId: z.number() }),
  z.object({ type: z.literal('settings') }),
  /** Drafts or templates were changed, here or in another window. */
  z.object({ type: z.literal('composing') }),
  /** Test runs that were started or changed; no ids: any of them. */
  z.object({
    type: z.literal('runs'),
    ids: z.array(z.string()),
    /**
     * The content of these runs that has changed, without runs of which any cell may have changed, or that are gone.
     * Missing if the subscriber has not asked for rows.
     */
    changed: z.array(runChangeSchema).optional(),
  }),
  /** A long job started, progressed or ended; read it with backups.jobs. */
  z.object({ type: z.literal('jobs') }),
]);
export type Change = z.infer<typeof changeSchema>;

const nothing = z.object({});

export const consoleContract = {
  info: oc.output(consoleInfoSchema),
  overview: oc.output(overviewSchema),
  /**
   * Streams changes from the moment of the call, starting with one overview. `rows`: changed messages come with their
   * rows, and changed runs with their cells.
   */
  changes: oc
    .input(z.object({ rows: z.boolean().optional() }).optional())
    .output(eventIterator(changeSchema)),
};

export const outboxContract = {
  pause: oc.output(overviewSchema),
  /**
   * Resumes sending. Also ends pauses because of credentials or credit; they return if the cause still
   * exists.
   */
  resume: oc.output(overviewSchema),
};

export const secretsContract = {
  /** Looks for the key store if that has not been done yet; the overview contains the result. */
  ready: oc.output(overviewSchema),
  /**
   * Unlocks the encrypted passwords. Problem `nothing-sealed` if there are none; connecting an account then
   * takes the passphrase.
   */
  unlock: oc.input(z.object({ passphrase: z.string() })).output(resultOf(nothing)),
  /**
   * Replaces a lost passphrase: moves the encrypted file aside and starts an empty one. The listed accounts
   * need their API passwords again. Problems `nothing-to-start-over`, `passphrase-weak`.
   */
  startOver: oc
    .input(z.object({ passphrase: z.string() }))
    .output(resultOf(z.object({ movedTo: z.string(), accounts: z.array(z.string()) }))),
};

export const pageContract = {
  /**
   * Returns a new opening of this console's browser UI: an address that works once. null: the console has its
   * own window, which has come to the front. Problem `no-page` if the console is only a command that will end
   * soon.
   */
  open: oc.output(resultOf(z.object({ url: z.string().nullable() }))),
};

export const tunnelContract = {
  probe: oc.output(tunnelStateSchema),
};
