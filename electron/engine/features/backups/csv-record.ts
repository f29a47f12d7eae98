/**
 * Converts a message to a row of a table, and back as far as possible. docs/cli.md describes the columns.
 */
import type { TableOptions } from '../../../../shared/contract/backups.ts';
import { reveal } from '../../../../shared/messaging/defused-cell.ts';
import {
  exportColumns,
  isAmountColumn,
  isCountColumn,
  isTimeColumn,
  type MessageColumn,
  messageColumns,
  mostSteps,
  type StepColumn,
  stepColumns,
} from '../../../../shared/messaging/export-columns.ts';
import { localTimeWriter, readLocalTime } from '../../../../shared/messaging/local-times.ts';
import { isZone, type ZoneClock, zoneClock } from '../../../../shared/messaging/time-zones.ts';
import type { Channel } from '../../../../shared/messaging/types.ts';
import { byteOrderMark, csvLine } from '../../files/csv.ts';
import { type EventRecord, type MessageRecord, recordVersion, type StepRecord } from './record.ts';

/** A file with these columns is recognised as our export. */
export const tellingColumns: readonly string[] = [
  'id',
  'to',
  'state',
  'created_at',
  'account',
  'step_1_channel',
];

/** A cell of a workbook; null is an empty one. */
export type TableCell = string | number | null;

export type TableWriter = {
  /** The names of the columns; a column of local times names its zone, so that an import can read them. */
  readonly heading: readonly string[];
  /** The beginning of a CSV file: the mark that makes Excel read UTF-8, and the names of the columns. */
  readonly csvHead: string;
  csvRow(record: MessageRecord): string;
  /** A row of a workbook: amounts and counts are numbers there, phone numbers are texts. */
  cells(record: MessageRecord): TableCell[];
};

/** Where a spreadsheet expects semicolons, a comma is its decimal sign, and "4.12" would become a date. */
const hasDecimalComma = ({ separator }: TableOptions) => separator === ';';

export function tableWriter(options: TableOptions): TableWriter {
  const { separator, timeZone } = options;
  const columns = options.columns ?? exportColumns;
  const localTime = timeZone === null ? null : localTimeWriter(timeZone);
  const heading = columns.map((name) =>
    timeZone !== null && isTimeColumn(name) ? `${name} (${timeZone})` : name,
  );
  const timesWritten = (name: string, value: string): string =>
    localTime !== null && isTimeColumn(name) && value !== '' ? localTime(Date.parse(value)) : value;
  const csvCell = (name: string, value: string): string =>
    isAmountColumn(name) && hasDecimalComma(options) ? value.replace('.', ',') : timesWritten(name, value);
  const bookCell = (name: string, value: string): TableCell => {
    if (value === '') return null;
    if (isAmountColumn(name) || isCountColumn(name)) return Number(value);
    return timesWritten(name, value);
  };
  return {
    heading,
    csvHead: byteOrderMark + csvLine(heading, separator),
    csvRow(record) {
      const values = valuesOf(record);
      const cells = columns.map((name) => csvCell(name, values.get(name) ?? ''));
      return csvLine(cells, separator);
    },
    cells(record) {
      const values = valuesOf(record);
      return columns.map((name) => bookCell(name, values.get(name) ?? ''));
    },
  };
}

/** Returns the value of each column: times in UTC, decimals with a point. */
function valuesOf(record: MessageRecord): Map<string, string> {
  const cells: Readonly<Record<MessageColumn, string>> = {
    id: record.id,
    omnimessage_id: record.omnimessage_id ?? '',
    account: record.account.name,
    account_id: record.account.id,
    account_kind: record.account.kind,
    to: record.to,
    name: record.name ?? '',
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
  const values = new Map<string, string>(messageColumns.map((name) => [name, cells[name]]));
  for (const [index, step] of record.steps.slice(0, mostSteps).entries()) {
    const own = stepValues(record, step);
    for (const name of stepColumns) values.set(`step_${index + 1}_${name}`, own[name]);
  }
  return values;
}

function stepValues(record: MessageRecord, step: StepRecord): Readonly<Record<StepColumn, string>> {
  return {
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

/** A column of a table that is imported: its name, and the clock of its times if they are not in UTC. */
export type ReadColumn = { readonly name: string; readonly clock: ZoneClock | null };

/** Reads the names of columns, "created_at (Europe/Tallinn)" with the zone of its times. */
export function readHeading(cells: readonly string[]): ReadColumn[] {
  return cells.map((cell) => {
    const [, name = '', zone = ''] = /^(\w+_at) \(([\w+/-]+)\)$/u.exec(cell) ?? [];
    return isZone(zone) && zone !== '' ? { name, clock: zoneClock(zone) } : { name: cell, clock: null };
  });
}

/**
 * Returns a value as tableWriter's valuesOf had it. What cannot be read is returned unchanged, and
 * messageRecordSchema refuses it.
 */
function readValue({ name, clock }: ReadColumn, cell: string): string {
  const value = reveal(cell);
  if (isAmountColumn(name)) return value.replace(',', '.');
  if (clock === null || value === '') return value;
  const at = readLocalTime(value, clock);
  return at === null ? value : new Date(at).toISOString();
}

/**
 * Converts a row to a message record, to be validated by messageRecordSchema: the last status of each step is
 * its only event.
 * @param columns in the order of the cells
 */
export function recordOfRow(columns: readonly ReadColumn[], cells: readonly string[]): unknown {
  const values = new Map(
    columns.map((column, index) => [column.name, readValue(column, cells[index] ?? '')]),
  );
  const cell = (name: MessageColumn): string => values.get(name) ?? '';
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
    name: orNull(cell('name')),
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
