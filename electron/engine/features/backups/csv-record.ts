/** Converts a row of an exported table back to a message, as far as possible. docs/cli.md describes the columns. */
import { reveal } from '../../../../shared/messaging/defused-cell.ts';
import {
  isAmountColumn,
  type MessageColumn,
  mostSteps,
  type StepColumn,
} from '../../../../shared/messaging/export-columns.ts';
import { readLocalTime } from '../../../../shared/messaging/local-times.ts';
import { isZone, type ZoneClock, zoneClock } from '../../../../shared/messaging/time-zones.ts';
import type { Channel } from '../../../../shared/messaging/types.ts';
import { type EventRecord, recordVersion, type StepRecord } from './record.ts';

/** A file with these columns is recognised as our export. */
export const tellingColumns: readonly string[] = [
  'id',
  'to',
  'state',
  'created_at',
  'account',
  'step_1_channel',
];

/** A column of a table that is imported: its name, and the clock of its times if they are not in UTC. */
export type ReadColumn = { readonly name: string; readonly clock: ZoneClock | null };

/** Reads the names of columns, "created_at (Europe/Tallinn)" with the zone of its times. */
export function readHeading(cells: readonly string[]): ReadColumn[] {
  // A heading may have a hundred thousand columns, and to look for a zone takes about 20 µs.
  const clocks = new Map<string, ZoneClock | null>();
  const clockOf = (zone: string): ZoneClock | null => {
    const known = clocks.get(zone);
    if (known !== undefined) return known;
    const clock = isZone(zone) ? zoneClock(zone) : null;
    clocks.set(zone, clock);
    return clock;
  };
  return cells.map((cell) => {
    const [, name = '', zone = ''] = /^(\w+_at) \(([\w+/-]+)\)$/u.exec(cell) ?? [];
    const clock = zone === '' ? null : clockOf(zone);
    return clock === null ? { name: cell, clock } : { name, clock };
  });
}

/**
 * Returns a value as it was before tableWriter wrote it: times in UTC, decimals with a point. What cannot be read is returned unchanged, and
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
