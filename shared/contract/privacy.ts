/** The calls for the do-not-send list, and for showing and erasing all data about one number. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { mostImportedAtOnce } from '../messaging/opt-out-parts.ts';
import { problemSchema, resultOf } from './common.ts';
import { cancellingSchema } from './messages.ts';

const doNotSendSchema = z.object({
  number: z.string(),
  reason: z.string().nullable(),
  addedAt: z.number(),
});

const listedEntrySchema = doNotSendSchema.extend({
  /** How the number came on the list. A stored value that is not known here needs a person's decision, too. */
  source: z.enum(['person', 'reply', 'import', 'blacklist', 'erasure']).catch('person'),
  /** The blacklists that the number is on, or will be. */
  blacklists: z.array(
    z.object({
      /** The name of the account. */
      account: z.string(),
      /** `found`: Omnideck did not write it. */
      state: z.enum(['to-write', 'written', 'to-delete', 'found']),
      /** Why the last request failed; null if it did not. */
      problem: problemSchema.nullable(),
    }),
  ),
});
export type DoNotSendEntry = z.infer<typeof listedEntrySchema>;

const blacklistSchema = z.object({
  accountId: z.string(),
  account: z.string(),
  kind: z.enum(['messente', 'sandbox']),
  removed: z.boolean(),
  /** The account was removed, and its password is gone: nothing can be deleted with it. */
  unreachable: z.boolean(),
  /** The last complete reading, epoch ms, and how many entries it found; null: there was none. */
  readAt: z.number().nullable(),
  entries: z.number().nullable(),
  triedAt: z.number().nullable(),
  /** How many numbers Omnideck is to write, has written, and is to delete. */
  toWrite: z.number(),
  written: z.number(),
  toDelete: z.number(),
  /** How many entries are not Omnideck's. */
  found: z.number(),
  /** Why the last reading, or a change, failed. */
  problem: problemSchema.nullable(),
});
export type Blacklist = z.infer<typeof blacklistSchema>;

const doNotSendPageSchema = z.object({
  /** The newest first. */
  entries: z.array(listedEntrySchema),
  /** How many numbers the list has, or how many were found. */
  total: z.number(),
  /** For `after` of the next page; null after the last one. */
  next: z.string().nullable(),
});
export type DoNotSendPage = z.infer<typeof doNotSendPageSchema>;

const erasureSchema = z.object({
  messages: z.number(),
  events: z.number(),
  callbacks: z.number(),
  polls: z.number(),
  attempts: z.number(),
  drafts: z.number(),
  /** Test runs, saved views and saved scenarios that contain the number. */
  runs: z.number(),
  views: z.number(),
  scenarios: z.number(),
  /** Messages that came from the number. */
  inbound: z.number(),
});

/** What was erased. Data outside the console (exported files, copies elsewhere) is not reached. */
const erasedSchema = erasureSchema.extend({
  /**
   * The number of backups in the data folder from which it was removed, and of unreadable ones that may still
   * contain it.
   */
  backups: z.number(),
  backupsNotReached: z.array(z.string()),
  /** The outcome for messages to the number that had not been sent. */
  cancelling: cancellingSchema,
});
export type Erased = z.infer<typeof erasedSchema>;

/** All data about one number. */
const aboutNumberSchema = erasureSchema.extend({
  /** E.164. */
  number: z.string(),
  /** The time of its first message; null if there are none. */
  firstAt: z.number().nullable(),
  lastAt: z.number().nullable(),
  doNotSend: doNotSendSchema.nullable(),
  /** Names of the accounts that sent to it. */
  accounts: z.array(z.string()),
  /** The names of its recipient in messages, the newest first; each once, at most twenty. */
  names: z.array(z.string()),
  /** The number of its messages that may still be sent; an opt-out or an erasure cancels them. */
  toCancel: z.number(),
  /** The purposes given when sending to it; each once, at most twenty. */
  purposes: z.array(z.string()),
});
export type AboutNumber = z.infer<typeof aboutNumberSchema>;

/** What keeps erased people recognisable after a restore elsewhere. */
const erasuresSchema = z.object({
  /** How many erased people nobody has allowed messages to since. */
  people: z.number(),
  /** Whether backups carry the key that recognises them, sealed with a passphrase. */
  passphraseSet: z.boolean(),
  /** Sending is held, because a restored backup has erased people who are not recognised here. */
  held: z.boolean(),
  /** A passphrase can end that. */
  canOpen: z.boolean(),
});
export type Erasures = z.infer<typeof erasuresSchema>;

const passphraseInput = z.object({ passphrase: z.string().max(1_024) });

const nothing = z.object({});

export const doNotSendContract = {
  /** Returns the whole list, for windows of before it had pages. */
  list: oc.output(z.array(doNotSendSchema)),
  page: oc
    .input(
      z
        .object({
          /** Part of a number, in any notation. */
          search: z.string().max(100).optional(),
          /** `next` of the page before. */
          after: z
            .string()
            .regex(/^\d{1,15} \+\d{1,15}$/u)
            .optional(),
          limit: z.number().int().min(1).max(1_000).optional(),
        })
        .optional(),
    )
    .output(doNotSendPageSchema),
  /** Returns the blacklists of the accounts at Messente. */
  blacklists: oc.output(z.array(blacklistSchema)),
  /** Reads all blacklists again, and returns them after at most half a minute. */
  readBlacklists: oc.output(z.array(blacklistSchema)),
  /** Returns the entries of these numbers, E.164. */
  among: oc.input(z.object({ numbers: z.array(z.string()).max(10_000) })).output(z.array(doNotSendSchema)),
  /**
   * Adds a part of a list, all or none, in one transaction: an unreadable number is named by `numbers[INDEX]`. Numbers
   * with their country code. Repeating a call changes nothing.
   */
  import: oc
    .input(
      z.object({
        numbers: z.array(z.string()).min(1).max(mostImportedAtOnce),
        reason: z.string().max(1_000).optional(),
        /** The same for all parts of a list: they are one entry of the audit log. */
        importId: z.string().regex(/^[\w-]{1,64}$/u),
      }),
    )
    .output(
      resultOf(
        z.object({
          added: z.number(),
          /** How many were listed already. */
          already: z.number(),
          /** How many messages were not sent yet and were withdrawn, and how many Messente is asked to cancel. */
          withdrawn: z.number(),
          toCancel: z.number(),
        }),
      ),
    ),
  add: oc
    .input(z.object({ number: z.string(), reason: z.string().optional() }))
    .output(resultOf(doNotSendSchema.extend({ cancelling: cancellingSchema }))),
  /**
   * Adds a list of numbers, all or none: an unreadable number is named by `numbers[INDEX]`. Problem
   * `too-many-numbers` above 100,000.
   */
  addMany: oc
    .input(z.object({ numbers: z.array(z.string()).min(1), reason: z.string().optional() }))
    .output(resultOf(z.object({ entries: z.array(doNotSendSchema), cancelling: cancellingSchema }))),
  remove: oc.input(z.object({ number: z.string() })).output(resultOf(nothing)),
};

/** The limits of this feature's settings. */
export const privacySettings = {
  retention: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('forever') }),
    z.object({ kind: z.literal('strip-texts'), days: z.number().int().min(1).max(36_500) }),
    z.object({ kind: z.literal('delete'), days: z.number().int().min(1).max(36_500) }),
  ]),
};

export const privacyContract = {
  /** Returns all data about one number. */
  about: oc.input(z.object({ number: z.string() })).output(resultOf(aboutNumberSchema)),
  /**
   * Erases all data about one number, and cancels its scheduled messages; refused while a message to it is
   * being sent.
   */
  erase: oc.input(z.object({ number: z.string() })).output(resultOf(erasedSchema)),
  erasures: oc.output(erasuresSchema),
  /**
   * Chooses the backup passphrase: from now on each backup carries the key that recognises erased people, sealed with it.
   * Problems: `passphrase-empty`, `passphrase-weak`.
   */
  setBackupPassphrase: oc.input(passphraseInput).output(resultOf(erasuresSchema)),
  /**
   * Enters the backup passphrase of a restored backup, which ends the holding of sending. Problems:
   * `backup-passphrase-wrong`, `backup-not-sealed`.
   */
  enterBackupPassphrase: oc.input(passphraseInput).output(resultOf(erasuresSchema)),
  /** Ends the holding of sending without the passphrase: the erased numbers can no longer be recognised. */
  giveUpErasures: oc.output(erasuresSchema),
};
