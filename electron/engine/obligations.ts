/**
 * What a feature owes for the data that it keeps: each feature declares it in its `obligations.ts`, next to its code.
 * obligations-registry.ts lists the declarations. Erasure, retention, backups and settings read them there, and a test
 * compares them with the schema of the real database: a table or a column that nobody declared fails.
 *
 * The database's threads load these files, so they import statements and shared code only.
 */

import type { AboutNumber } from '../../shared/contract/privacy.ts';
import type { Settings } from '../../shared/contract/settings.ts';
import type { E164 } from '../../shared/messaging/types.ts';
import type { QueryContext } from './db/query-context.ts';
import type { WriteContext } from './db/write-context.ts';

/** What removes personal data from a column. */
type Removal =
  /** The row is deleted with its message, by an erasure and by the retention rule. */
  | 'with-message'
  /** An erasure looks for the number in it. The retention rule removes old ones, or the column keeps no age. */
  | 'searched'
  /** It stays, for this reason. */
  | { readonly kept: string };

type TableObligations = {
  /** Columns that can hold a phone number or what a person wrote, and what removes it. */
  readonly personal?: Readonly<Record<string, Removal>>;
  /** All other columns that can hold text: ids, codes, times, addresses of servers. */
  readonly plain?: readonly string[];
  /** If the database is damaged, its replacement gets the rows that can still be read. */
  readonly outlivesDamage?: true;
};

/** A number of rows, by what was erased or shown. */
export type ErasureCounts = {
  messages: number;
  events: number;
  callbacks: number;
  polls: number;
  attempts: number;
  drafts: number;
  /** Test runs, saved views and saved scenarios that contain the number. */
  runs: number;
  views: number;
  scenarios: number;
  /** Messages from the number. */
  inbound: number;
};

type Erasure = {
  readonly number: E164;
  /** Only what is from this time or before, epoch ms. */
  readonly until: number;
  readonly now: number;
  /** The database is a copy from which nobody sends. */
  readonly inCopy: boolean;
  /** The messages to the number; they are deleted after every feature has erased the rest. */
  readonly messages: readonly { readonly id: string }[];
};

export type RetentionRule = {
  readonly kind: 'strip-texts' | 'delete';
  /** What is from before this time is old, epoch ms. */
  readonly before: number;
  readonly now: number;
  /** How many rows at most: the writer must not be held up. 0: none of those that the limit counts. */
  readonly limit: number;
  /** Deletes a message with everything that every feature keeps of it. */
  readonly deleteMessage: (message: {
    readonly seq: number;
    readonly id: string;
    readonly omnimessage_id: string | null;
  }) => unknown;
};

type Choice<Value> = {
  readonly default: Value;
  /** It belongs to this data folder: a restored backup does not bring its own. */
  readonly ofThisFolder?: true;
};

export type Obligations = {
  /** What the feature holds about a number, to be shown. */
  readonly about?: (context: QueryContext, number: E164, now: number) => Partial<AboutNumber>;
  /** Erases a number, except the messages to it. */
  readonly erase?: (
    context: WriteContext,
    erasure: Erasure,
  ) => { readonly counts: Partial<ErasureCounts>; readonly runIds?: readonly string[] };
  /** Deletes what the feature keeps of a message. */
  readonly eraseWithMessage?: (
    context: WriteContext,
    message: { readonly seq: number; readonly id: string },
  ) => Partial<Pick<ErasureCounts, 'events' | 'callbacks' | 'polls' | 'attempts'>>;
  /** The numbers that the feature's data names, in any writing that an erasure finds. */
  readonly named?: (context: QueryContext) => Iterable<E164>;
  /** Applies the retention rule to the feature's data. */
  readonly retain?: (
    context: WriteContext,
    rule: RetentionRule,
  ) => { readonly messages?: number; readonly runs?: number; readonly more?: boolean };
  readonly tables: Readonly<Record<string, TableObligations>>;
  /** Values in the table `setting`, by key. */
  readonly settings?: Readonly<
    Record<
      string,
      {
        /** It belongs to this data folder: a restored backup does not bring its own. */
        readonly ofThisFolder?: true;
        readonly personal?: Removal;
      }
    >
  >;
  /** The feature's settings that a user can change. Their limits are in the feature's contract. */
  readonly choices?: { readonly [Name in keyof Settings]?: Choice<Settings[Name]> };
  /** Columns of a table whose values a restored backup does not bring: today's stay. */
  readonly columnsOfThisFolder?: Readonly<Record<string, readonly string[]>>;
};
