/** The console itself: its overview, its live changes, its outbox, page, tunnel and key store. */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { pauseSchema } from './accounts.ts';
import { problemSchema, resultOf } from './common.ts';
import { countsSchema, openCancellationsSchema } from './messages.ts';
import { tunnelStateSchema } from './reports.ts';

/** What is wrong with the console itself. */
const troubleSchema = z.object({
  problem: problemSchema,
  /** fatal: only a restart helps; lasting: it goes on, but somebody must act; passing: it ends by itself. */
  kind: z.enum(['fatal', 'lasting', 'passing']),
  at: z.number(),
});

const overviewSchema = z.object({
  /** The worst first; empty: all is well. */
  troubles: z.array(troubleSchema),
  currentAccountId: z.string().nullable(),
  /** Stopped by a person, for all accounts; accounts have their own pause besides. */
  pause: pauseSchema.nullable(),
  outbox: z.object({ queued: z.number(), inFlight: z.number() }),
  callbacks: z.object({
    port: z.number(),
    localUrl: z.string(),
    tunnel: tunnelStateSchema,
    lastVerifiedAt: z.number().nullable(),
    /** Requests that were not kept, since the console was started. */
    refused: z.number(),
    /** Reports that came while the key store was locked, and wait for it to open. */
    postponed: z.number(),
  }),
  reconcile: z.object({
    lastAt: z.number().nullable(),
    waiting: z.number(),
    /** GET status calls allowed an hour, and used in the last one. */
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
  /** What is to be cancelled, and may still go out. */
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

/** What the core tells unasked. A subscriber that was away asks for what it shows again. */
const changeSchema = z.discriminatedUnion('type', [
  /** Messages that are new or changed; gathered for a moment, so a burst is one event. */
  z.object({ type: z.literal('messages'), ids: z.array(z.string()), added: z.boolean() }),
  z.object({ type: z.literal('overview'), overview: overviewSchema }),
  z.object({ type: z.literal('accounts') }),
  z.object({ type: z.literal('callbacks'), newestId: z.number() }),
  z.object({ type: z.literal('settings') }),
  /** Drafts or templates were changed, here or in another window. */
  z.object({ type: z.literal('composing') }),
  /** Test runs that were begun, changed or got on. */
  z.object({ type: z.literal('runs'), ids: z.array(z.string()) }),
  /** Long work began, went on or ended: ask backups.jobs. */
  z.object({ type: z.literal('jobs') }),
]);
export type Change = z.infer<typeof changeSchema>;

const nothing = z.object({});

export const consoleContract = {
  info: oc.output(consoleInfoSchema),
  overview: oc.output(overviewSchema),
  /** Live changes, from the moment of the call; begins with one overview. */
  changes: oc.output(eventIterator(changeSchema)),
};

export const outboxContract = {
  pause: oc.output(overviewSchema),
  /** Also ends pauses that were set because of credentials or credit: they come back if the reason is still there. */
  resume: oc.output(overviewSchema),
};

export const secretsContract = {
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
};

export const pageContract = {
  /**
   * A new opening of this console's page: an address good once. null: the console has a window of its own, which
   * has come to the front. Problem `no-page` where the console is only a command that is about to end.
   */
  open: oc.output(resultOf(z.object({ url: z.string().nullable() }))),
};

export const tunnelContract = {
  probe: oc.output(tunnelStateSchema),
};
