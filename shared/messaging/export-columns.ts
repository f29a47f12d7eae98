/** The columns of an exported table, in order. docs/cli.md describes them. */
import { channels } from './types.ts';

/** A chain has each channel at most once. */
export const mostSteps = channels.length;

export const messageColumns = [
  'id',
  'omnimessage_id',
  'account',
  'account_id',
  'account_kind',
  'to',
  'name',
  'country',
  'state',
  'delivered_by',
  'delivered_twice',
  'cost',
  'currency',
  'estimate_low',
  'estimate_high',
  'created_at',
  'send_at',
  'accepted_at',
  'settled_at',
  'error_code',
  'error',
  'what_to_do',
  'tags',
  'note',
  'purpose',
  'resend_of',
  'batch_id',
] as const;

export const stepColumns = [
  'channel',
  'sender',
  'text',
  'wait_seconds',
  'state',
  'status',
  'err',
  'error',
  'at',
  'message_id',
  'price',
] as const;

export type MessageColumn = (typeof messageColumns)[number];
export type StepColumn = (typeof stepColumns)[number];

export const exportColumns: readonly string[] = [
  ...messageColumns,
  ...Array.from({ length: mostSteps }, (_, index) =>
    stepColumns.map((name) => `step_${index + 1}_${name}`),
  ).flat(),
];

/** What a person looks for in a spreadsheet; Omnideck cannot import a table of these alone. */
export const mainColumns: readonly string[] = [
  'to',
  'name',
  'country',
  'state',
  'delivered_by',
  'cost',
  'currency',
  'created_at',
  'send_at',
  'settled_at',
  'error',
  'tags',
  'note',
  'step_1_channel',
  'step_1_sender',
  'step_1_text',
];

/** Returns whether a column holds times, which are in UTC or in a time zone. */
export const isTimeColumn = (name: string): boolean => /_at$/u.test(name);

/** Returns whether a column holds amounts in EUR, with a decimal point or comma. */
export const isAmountColumn = (name: string): boolean =>
  /^(?:cost|estimate_low|estimate_high|step_\d_price)$/u.test(name);

/** Returns whether a column holds whole numbers. */
export const isCountColumn = (name: string): boolean => /^step_\d_(?:wait_seconds|err)$/u.test(name);
