/** Opens a real store with its workers in a temporary folder, and creates values for writing to it. */

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { databaseName } from '../../electron/engine/db/store.ts';
import type { AccountValues } from '../../electron/engine/features/accounts/sql/save-accounts.ts';
import type { KeepCallback } from '../../electron/engine/features/reports/sql/keep-reports.ts';
import type { Store } from '../../electron/engine/store.ts';
import type { DraftChain } from '../../shared/messaging/compose.ts';
import { parseJsonBody, readDeliveryResult } from '../../shared/messaging/delivery-report.ts';
import type { AccountId, E164, LocalId } from '../../shared/messaging/types.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import { workers } from './engine-files.ts';
import { openFeatureStore } from './open-store.ts';

/** Creates a folder for the test, which is deleted when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'omnideck-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export type TestStore = { readonly store: Store; readonly folder: string; readonly file: string };

/** Opens a store. @throws the problem if it cannot be opened */
export async function openTestStore(folder = temporaryFolder()): Promise<TestStore> {
  const opened = await openFeatureStore({
    folder,
    workers,
    onRestart: () => undefined,
    onDeath: () => undefined,
  });
  if (!opened.ok) throw new Error(`${opened.problem.code}: ${englishText(opened.problem).message}`);
  let closed: Promise<void> | null = null;
  const store: Store = {
    ...opened.value,
    close: () => {
      closed ??= opened.value.close();
      return closed;
    },
  };
  onTestFinished(() => store.close());
  return { store, folder, file: join(folder, databaseName) };
}

export const accountValues: AccountValues = {
  name: 'Test',
  colour: 'blue',
  username: 'demo',
  baseUrl: 'http://127.0.0.1/v1',
  plainUrl: 'http://127.0.0.1',
  backupPlainUrl: null,
  textStore: 'nostore',
  passwordSet: true,
  wabaId: null,
  telegram: false,
};

function tokenOf(accountId: string): string {
  return createHash('md5').update(accountId).digest('hex');
}

export function addTestAccount(store: Store, id: string, name = id): Promise<void> {
  return store.write('addAccount', {
    id,
    kind: 'messente',
    token: tokenOf(id),
    now: 1,
    values: { ...accountValues, name },
  });
}

/** Returns a local id made from a number: sixteen Crockford digits. */
export function localId(number: number): LocalId {
  return String(number).padStart(16, '0') as LocalId;
}

const viberThenSms: DraftChain = {
  steps: [
    { channel: 'viber', text: 'Tere, see on Viber', ttlSeconds: 60 },
    { channel: 'sms', text: 'Tere, see on SMS', validityMinutes: 5 },
  ],
};

export async function createMessage(
  store: Store,
  number: number,
  more: { to?: string; accountId?: string; draft?: DraftChain; now?: number; requestKey?: string } = {},
): Promise<LocalId> {
  await store.write('createMessages', {
    now: more.now ?? 1_000,
    accountId: (more.accountId ?? 'a') as AccountId,
    batchId: `batch-${number}`,
    requestKey: more.requestKey ?? `request-${number}`,
    draft: more.draft ?? viberThenSms,
    messages: [{ id: localId(number), to: (more.to ?? '+37255500000') as E164, country: 'EE' }],
    resendOf: null,
  });
  return localId(number);
}

/** Returns a report as the callback server passes it on. */
export function callbackOf(
  body: string | Readonly<Record<string, unknown>>,
  more: Partial<KeepCallback> = {},
): KeepCallback {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const verdict = more.verdict ?? 'verified';
  const json = parseJsonBody(bytes);
  const read = json.ok ? readDeliveryResult(json.value) : null;
  return {
    receivedAt: 5_000,
    accountId: 'a',
    localId: null,
    inboundId: null,
    method: 'POST',
    target: '/dlr/token',
    headers: '[]',
    body: bytes,
    secret: verdict === 'verified' ? 'current' : null,
    report: verdict === 'verified' && read?.ok ? read.value : null,
    ...more,
    verdict,
  };
}
