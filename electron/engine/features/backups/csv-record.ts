/**
 * Converts a message to a row of a spreadsheet, and back as far as possible. docs/cli.md describes the
 * columns.
 */
import { reveal } from '../../../../shared/messaging/defused-cell.ts';
import { type Channel, channels } from '../../../../shared/messaging/types.ts';
import { byteOrderMark, csvLine } from '../../files/csv.ts';
import { type EventRecord, type MessageRecord, recordVersion, type StepRecord } from './record.ts';

/** A chain has each channel at most once. */
const mostSteps = channels.length;

const columns = [
  'id',
  'omnimessage_id',
  'account',
  'account_id',
  'account_kind',
  'to',
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
const stepColumns = [
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

type Column = (typeof columns)[number];
type StepColumn = (typeof stepColumns)[number];

/** The columns in order. */
const csvColumns: readonly string[] = [
  ...columns,
  ...Array.from({ length: mostSteps }, (_, index) =>
    stepColumns.map((name) => `step_${index + 1}_${name}`),
  ).flat(),
];

/** A file with these columns is recognised as our export. */
export const tellingColumns: readonly string[] = [
  'id',
  'to',
  'state',
  'created_at',
  'account',
  'step_1_channel',
];

/** The beginning of a file: the mark that makes Excel read UTF-8, and the names of the columns. */
export const csvHead = byteOrderMark + csvLine(csvColumns);

export function csvRow(record: MessageRecord): string {
  const cells: Readonly<Record<Column, string>> = {
    id: record.id,
    omnimessage_id: record.omnimessage_id ?? '',
    account: record.account.name,
    account_id: record.account.id,
    account_kind: record.account.kind,
    to: record.to,
    country: record.country ?? '',
    state: record.state,
    delivered_by: record.delivered_by ?? '',
    delivered_twice: record.delivered_twice ? 'yes' : '',
    cost: record.cost ?? '',
    currency: record.cost === null && record.estimate === null ? '' : 'EUR',
    estimate_low: record.estimate?.low ?? '',
    estimate_high: record.estimate?.high ?? '',
    created_at: record.created_at,
    send_at: record.send_at ?? '',
    accepted_at: record.accepted_at ?? '',
    settled_at: record.settled_at ?? '',
    error_code: record.problem?.code ?? '',
    error: record.problem?.message ?? '',
    what_to_do: record.problem?.hint ?? '',
    // A tag contains no line breaks.
    tags: record.tags.join('\n'),
    note: record.note ?? '',
    purpose: record.purpose ?? '',
    resend_of: record.resend_of ?? '',
    batch_id: record.batch_id,
  };
  const steps = Array.from({ length: mostSteps }, (_, index) => {
    const step = record.steps[index];
    if (step === undefined) return stepColumns.map(() => '');
    const values: Readonly<Record<StepColumn, string>> = {
      channel: step.channel,
      sender: step.sender_used ?? step.sender ?? '',
      text: step.text ?? '',
      wait_seconds: numberCell(step.wait_seconds),
      state: step.state,
      status: step.status ?? '',
      err: numberCell(step.err),
      error: step.error ?? '',
      at: step.at ?? '',
      message_id: step.message_id ?? '',
      price: priceOf(record, step),
    };
    return stepColumns.map((name) => values[name]);
  }).flat();
  return csvLine([...columns.map((name) => cells[name]), ...steps]);
}

function numberCell(value: number | null): string {
  return value === null ? '' : String(value);
}

function priceOf(record: MessageRecord, step: StepRecord): string {
  const priced = record.events.filter(
    (event) =>
      event.price !== null &&
      (event.message_id !== null && step.message_id !== null
        ? event.message_id === step.message_id
        : event.channel === step.channel),
  );
  return priced.at(-1)?.price?.total_price ?? '';
}

/**
 * Converts a row to a message record, to be validated by messageRecordSchema: the last status of each step is
 * its only event.
 * @param names the names of the columns, in the order of the cells
 */
export function recordOfRow(names: readonly string[], cells: readonly string[]): unknown {
  const values = new Map(names.map((name, index) => [name, reveal(cells[index] ?? '')]));
  const cell = (name: Column): string => values.get(name) ?? '';
  const orNull = (text: string): string | null => (text === '' ? null : text);
  const steps: StepRecord[] = [];
  const events: EventRecord[] = [];
  for (let index = 1; index <= mostSteps; index += 1) {
    const of = (name: StepColumn): string => values.get(`step_${index}_${name}`) ?? '';
    if (of('channel') === '') break;
    const lastStatus = {
      message_id: orNull(of('message_id')),
      status: orNull(of('status')),
      err: numberOrNull(of('err')),
      error: orNull(of('error')),
      at: orNull(of('at')),
    };
    const channel = of('channel') as Channel;
    steps.push({
      channel,
      sender: orNull(of('sender')),
      sender_used: null,
      text: of('text'),
      wait_seconds: numberOrNull(of('wait_seconds')),
      state: of('state') as StepRecord['state'],
      ...lastStatus,
    });
    if (lastStatus.status === null) continue;
    const reportedAt = lastStatus.at ?? orNull(cell('settled_at')) ?? cell('created_at');
    events.push({ channel, ...lastStatus, received_at: reportedAt, source: 'poll', price: null });
  }
  const low = cell('estimate_low');
  const high = cell('estimate_high');
  const chainSteps = steps.map((step) => ({
    channel: step.channel,
    text: step.text ?? '',
    ...(step.sender === null ? {} : { sender: step.sender }),
    ...(step.wait_seconds === null ? {} : { ttlSeconds: step.wait_seconds }),
  }));
  return {
    omnideck: recordVersion,
    type: 'message',
    id: cell('id'),
    omnimessage_id: orNull(cell('omnimessage_id')),
    account: {
      id: cell('account_id') || 'unknown',
      name: cell('account'),
      kind: cell('account_kind') === 'sandbox' ? 'sandbox' : 'messente',
    },
    batch_id: cell('batch_id') || cell('id'),
    to: cell('to'),
    country: orNull(cell('country')),
    state: cell('state'),
    delivered_by: orNull(cell('delivered_by')),
    delivered_twice: cell('delivered_twice') === 'yes',
    cost: orNull(cell('cost')),
    estimate: low === '' || high === '' ? null : { low, high },
    created_at: cell('created_at'),
    send_at: orNull(cell('send_at')),
    accepted_at: orNull(cell('accepted_at')),
    settled_at: orNull(cell('settled_at')),
    last_sign_at: orNull(cell('settled_at')) ?? orNull(cell('accepted_at')),
    stripped_at: null,
    problem:
      cell('error_code') === ''
        ? null
        : { code: cell('error_code'), field: null, message: cell('error'), hint: cell('what_to_do') },
    resend_of: orNull(cell('resend_of')),
    tags: cell('tags') === '' ? [] : cell('tags').split(/\r?\n/u),
    note: orNull(cell('note')),
    purpose: orNull(cell('purpose')),
    overridden: [],
    preview: (steps[0]?.text ?? '').replace(/\s+/gu, ' ').trim().slice(0, 160).toWellFormed(),
    chain: {
      steps: chainSteps,
      ...(cell('send_at') === '' ? {} : { timeToSend: Date.parse(cell('send_at')) }),
    },
    steps,
    events,
    attempts: [],
  };
}

function numberOrNull(text: string): number | null {
  return text === '' ? null : Number(text);
}
