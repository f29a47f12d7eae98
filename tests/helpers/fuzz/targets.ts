/** The parsers of outside bytes that run in the console's own process, with valid inputs to begin from. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { applicationId } from '../../../electron/engine/db/connection.ts';
import { migrations } from '../../../electron/engine/db/migrations/all.ts';
import { inspectBackup } from '../../../electron/engine/features/backups/database/inspect-backup.ts';
import { createSchema } from '../../../electron/engine/features/backups/database/same-schema.ts';
import { readRecords } from '../../../electron/engine/features/backups/read-records.ts';
import { createCsvReader } from '../../../electron/engine/files/csv.ts';
import { mayName, withoutNumber } from '../../../electron/engine/files/written-yaml.ts';
import { readBlacklist } from '../../../electron/engine/messente/blacklist-calls.ts';
import { readBalance, readPrices } from '../../../electron/engine/messente/plain-calls.ts';
import { readInbound } from '../../../electron/engine/messente/read-inbound.ts';
import { readReport } from '../../../electron/engine/messente/read-report.ts';
import { tooManyRequests } from '../../../electron/engine/messente/retry-after.ts';
import { judgeSend } from '../../../electron/engine/messente/send-outcome.ts';
import { readTemplatePage } from '../../../electron/engine/messente/whatsapp-templates.ts';
import { namedNumbers } from '../../../renderer/features/compose/named-numbers.ts';
import { readWorkbook } from '../../../renderer/features/compose/workbook/read-workbook.ts';
import { checkChain } from '../../../shared/messaging/check-chain.ts';
import { readStatusResponse } from '../../../shared/messaging/delivery-report.ts';
import { forgetNumber } from '../../../shared/messaging/forget-number.ts';
import { fromOmnimessage } from '../../../shared/messaging/from-omnimessage.ts';
import { parseJsonBody, parseJsonText } from '../../../shared/messaging/json-body.ts';
import { diffFields } from '../../../shared/messaging/json-diff.ts';
import { jsonFault } from '../../../shared/messaging/json-fault.ts';
import { readPhone } from '../../../shared/messaging/phone.ts';
import { mergeChain } from '../../../shared/messaging/placeholders.ts';
import { smsLength } from '../../../shared/messaging/sms-length.ts';
import { splitNumbers } from '../../../shared/messaging/split-numbers.ts';
import { numberInCell, parseTable, readColumns } from '../../../shared/messaging/table.ts';
import { formOfPlan } from '../../../shared/plans/plan-form.ts';
import { readPlan } from '../../../shared/plans/read-plan.ts';
import { readScenario } from '../../../shared/sandbox/scenario.ts';
import { workbookOfXml } from '../workbook.ts';
import type { Corpus } from './mutate.ts';
import * as samples from './samples.ts';
import { serverTargets } from './server-targets.ts';
import type { Target, Verdict } from './target.ts';

const nothing = (): void => undefined;
const verdict = (isAccepted: boolean): Verdict => (isAccepted ? 'accepted' : 'refused');
const bytesOf = (texts: readonly string[]): Uint8Array[] => texts.map((text) => Buffer.from(text));

/** A target that is one function, without anything to start or stop. */
function pure(corpus: Corpus, parse: (input: Buffer) => boolean): Target {
  return { ...corpus, start: () => ({ parse: (input) => verdict(parse(input)), stop: nothing }) };
}

/** A target that reads a file: each input is written to one temporary file. */
function ofFile(corpus: Corpus, parse: (file: string) => boolean | Promise<boolean>): Target {
  return {
    ...corpus,
    start() {
      const folder = mkdtempSync(join(tmpdir(), 'omnideck-fuzz-'));
      const file = join(folder, 'input');
      return {
        async parse(input) {
          writeFileSync(file, input);
          return verdict(await parse(file));
        },
        stop: () => rmSync(folder, { recursive: true, force: true }),
      };
    },
  };
}

const now = Date.UTC(2026, 10, 30, 9);

function readAnswers(input: Buffer): boolean {
  const text = input.toString('utf8');
  const [status = 200] = [200, 201, 202, 400, 401, 404, 429, 500].slice(input.length % 8);
  const context = {
    host: 'api.messente.com',
    limits: { connectTimeoutMs: 1000, answerTimeoutMs: 1000 },
    now,
    clean: (one: string) => one,
    cleanSuccess: (one: string) => one,
  };
  const bodyEnd = input.length % 5 === 0 ? 'cut' : 'whole';
  const sent = judgeSend({ kind: 'answer', status, retryAfter: text, body: input, bodyEnd }, context);
  if (status === 201 && sent.kind === 'refused') throw new Error('a success was taken for a refusal');
  const json = parseJsonText(text);
  const reads = [
    readBalance(200, text).ok,
    readPrices(200, text).ok,
    readTemplatePage(200, text).ok,
    readBlacklist(200, text, text).ok,
    json.ok && readStatusResponse(json.value).ok,
    sent.kind === 'accepted',
  ];
  const wait = tooManyRequests(text, text, now).askedWaitMs;
  if (wait !== null && !(wait >= 0)) throw new Error(`a wait of ${wait} ms`);
  return reads.includes(true);
}

async function readExport(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const read = await readRecords(handle);
    if (!read.ok) return false;
    let records = 0;
    for await (const item of read.value.items) records += item.kind === 'record' ? 1 : 0;
    return records > 0;
  } finally {
    await handle.close();
  }
}

function readTable(input: Buffer): boolean {
  const text = input.toString('utf8');
  const table = parseTable(text);
  const { numberColumn } = readColumns(table, (cell) => readPhone(numberInCell(cell), 'EE').parsed.ok);
  const reader = createCsvReader(';');
  const half = text.length >> 1;
  const items = [...reader.push(text.slice(0, half)), ...reader.push(text.slice(half)), ...reader.end()];
  return numberColumn !== null && items.length > 0;
}

function readPasted(input: Buffer): boolean {
  const numbers = splitNumbers(input.toString('utf8'));
  return numbers.every((one) => readPhone(one, 'EE').parsed.ok);
}

function readNames(input: Buffer): boolean {
  const people = namedNumbers(input.toString('utf8'), 'name');
  return people.length > 0 && people.every(({ values }) => values !== undefined);
}

/** A text as it is typed: its placeholders, its limits, its parts, and the numbers that an erasure looks for. */
function readText(input: Buffer): boolean {
  const text = input.toString('utf8');
  const chain = { steps: [{ channel: 'sms' as const, text }] };
  smsLength(text, { autoconvert: 'full' });
  forgetNumber(text, '+37255500010');
  return checkChain(chain, now).length === 0 && mergeChain(chain, { name: 'Mari' }).ok;
}

function readJson(input: Buffer): boolean {
  const body = parseJsonBody(input);
  // As parseJsonBody does, the decoder removes a byte order mark.
  const fault = jsonFault(new TextDecoder().decode(input));
  if (body.ok && fault !== null) throw new Error('a fault in a body that was read');
  if (body.ok) diffFields(JSON.parse(samples.reports[0] ?? ''), body.value);
  return body.ok && fromOmnimessage(body.value, now).ok;
}

/** A workbook is a zip file: the changes are made to its bytes, or to the sheet before it is packed. */
function workbookTarget(): Target {
  const pack = (sheet: Uint8Array) => workbookOfXml({ People: Buffer.from(sheet).toString('utf8') });
  const seeds = bytesOf(samples.sheets);
  return {
    ...{ name: 'XLSX', seeds: [...seeds, ...seeds.map(pack)], words: samples.sheetWords },
    start: () => ({
      async parse(input) {
        const isPacked = input.toString('latin1', 0, 2) === 'PK';
        const read = await readWorkbook(isPacked ? new Uint8Array(input) : pack(input));
        return verdict(read.ok && read.sheets.length > 0);
      },
      stop: nothing,
    }),
  };
}

function backupTarget(): Target {
  const newest = migrations.at(-1)?.version ?? 0;
  const corpus = {
    name: 'backup',
    words: ['CREATE TABLE ', 'SQLite format 3', '\u0000\u0000'],
    headBytes: 100,
  };
  return {
    ...ofFile({ ...corpus, seeds: [seedDatabase(newest)] }, (file) => inspectBackup(file, newest).ok),
  };
}

function seedDatabase(version: number): Uint8Array {
  const db = new Database(':memory:');
  try {
    db.pragma(`application_id = ${applicationId}`);
    createSchema(db, version);
    db.pragma(`user_version = ${version}`);
    return db.serialize();
  } finally {
    db.close();
  }
}

/** Every parser of outside bytes. */
export const targets: readonly Target[] = [
  pure(
    { name: 'report body', seeds: bytesOf(samples.reports), words: samples.jsonWords },
    (input) => readReport(input).ok,
  ),
  pure({ name: 'inbound body', seeds: bytesOf(samples.inbounds), words: samples.jsonWords }, (input) => {
    const { content, identity, isReadable } = readInbound(input);
    // Whatever arrives signed is kept, so its identity must be the same each time, and short.
    if (identity !== readInbound(Buffer.from(input)).identity || identity.length > 5_000)
      throw new Error(`the identity ${identity}`);
    forgetNumber(content, '+37255500010');
    return isReadable;
  }),
  pure({ name: 'omnimessage', seeds: bytesOf(samples.omnimessages), words: samples.jsonWords }, readJson),
  pure({ name: 'API answer', seeds: bytesOf(samples.answers), words: samples.jsonWords }, readAnswers),
  pure({ name: 'CSV', seeds: bytesOf(samples.tables), words: samples.tableWords }, readTable),
  pure({ name: 'pasted numbers', seeds: bytesOf(samples.pasted), words: samples.tableWords }, readPasted),
  pure({ name: 'pasted names', seeds: bytesOf(samples.named), words: samples.tableWords }, readNames),
  pure({ name: 'text', seeds: bytesOf(samples.texts), words: samples.textWords }, readText),
  pure({ name: 'YAML plan', seeds: bytesOf(samples.plans), words: samples.yamlWords }, (input) => {
    const text = input.toString('utf8');
    formOfPlan(text);
    if (mayName(text, '+37255500010')) withoutNumber(text, '+37255500010');
    return readPlan(text, now).ok;
  }),
  pure(
    { name: 'scenario', seeds: bytesOf(samples.scenarios), words: samples.yamlWords },
    (input) => readScenario(input.toString('utf8'), (code) => code === 'EE').ok,
  ),
  ofFile(
    { name: 'JSON Lines', seeds: bytesOf(samples.exportsAsLines), words: samples.jsonWords },
    readExport,
  ),
  ofFile({ name: 'CSV export', seeds: bytesOf(samples.exportsAsCsv), words: samples.tableWords }, readExport),
  workbookTarget(),
  backupTarget(),
  ...serverTargets,
];
