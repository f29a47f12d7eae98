/**
 * The calls of the contract that commands need to read, answered by a database alone: without accounts in memory,
 * servers or threads. The code of a call is loaded when it is called first.
 */
import { randomUUID } from 'node:crypto';
import type { MessageFilter } from '../../shared/contract/messages.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { fail, ok, type Result } from '../../shared/messaging/problem.ts';
import { accountsProblem } from '../../shared/problems/accounts.ts';
import type { Jobs } from './features/backups/jobs.ts';
import type { readPiece } from './features/backups/read-piece.ts';
import type { ExportInput } from './features/backups/start-export.ts';
import type { Log } from './log.ts';
import type { ReadingStore } from './store.ts';
import type { YamlReader } from './yaml/yaml-reader.ts';

type Parts = {
  readonly store: ReadingStore;
  readonly folder: string;
  /** The user's downloads folder; null if there is none. */
  readonly downloads: string | null;
  readonly now: () => number;
  readonly log: Log;
  readonly yaml: Pick<YamlReader, 'plan'>;
};

/** Returns the calls by the names of the contract. */
export function createReadingCalls(parts: Parts) {
  const { store, yaml, now } = parts;
  const runs = async () => (await import('./features/runs/read-runs.ts')).runReads(store, yaml);
  return {
    accounts: accountCalls(parts),
    backups: exportCalls(parts),
    console: { overview: () => readOverview(store) },
    consent: {
      async show(input: { readonly number: string }) {
        const { showConsent } = await import('./features/consent/index.ts');
        return showConsent(store, input.number, (await storedSettings(store)).defaultCountry);
      },
    },
    doNotSend: {
      blacklists: () => store.read('listBlacklists', {}),
      async page(input: {
        readonly search?: string | undefined;
        readonly after?: string | undefined;
        readonly limit?: number | undefined;
      }) {
        const { readDoNotSendPage } = await import('./features/privacy/do-not-send-lists.ts');
        return readDoNotSendPage(store, input);
      },
    },
    messages: {
      async list(input: {
        readonly filter?: MessageFilter | undefined;
        readonly after?: string | undefined;
        readonly limit?: number | undefined;
      }) {
        const { listPage } = await import('./features/messages/message-lists.ts');
        const { filter = {}, after = null, limit = 100 } = input;
        return listPage(store, { filter, after, limit }, undefined);
      },
      async get({ id }: { readonly id: string }) {
        const { detailOf, findMessage } = await import('./features/messages/find-message.ts');
        const found = await findMessage(store, id);
        return found.ok ? detailOf(store, found.value) : found;
      },
    },
    runs: {
      list: async (input: { readonly name?: string | undefined }) => (await runs()).list(input),
      find: async (input: { readonly name: string }) => (await runs()).find(input),
      /** Only the cells, which need nothing of the plan. */
      async get({ id }: { readonly id: string }): Promise<Result<Pick<Run, 'list'>>> {
        const { noRun } = await import('./features/runs/read-runs.ts');
        const run = await store.read('readRun', { id });
        return run === null ? fail(noRun(id)) : ok({ list: run.list });
      },
      report: async (input: Parameters<Awaited<ReturnType<typeof runs>>['report']>[0]) =>
        (await runs()).report(input),
    },
    settings: { get: () => storedSettings(store) },
    spending: { show: () => store.read('spendingAt', { now: now() }) },
  };
}

async function storedSettings(store: ReadingStore) {
  const { readSettings } = await import('./features/settings/settings.ts');
  return readSettings((await store.read('readSettings', {})).settings);
}

/** Returns the part of the overview that needs no console. */
async function readOverview(store: ReadingStore) {
  const { readOpenWork } = await import('./features/messages/open-work.ts');
  const { pause } = await store.read('readSettings', {});
  const open = await readOpenWork(store);
  if (pause === undefined) return { ...open, pause: null };
  const { readPause } = await import('./features/settings/settings.ts');
  return { ...open, pause: readPause(pause) };
}

function accountCalls({ store, folder }: Parts) {
  return {
    async list() {
      const { storedAccounts } = await import('./features/accounts/stored-accounts.ts');
      return storedAccounts(store, folder);
    },
    async callbackUrl({ id }: { readonly id: string }): Promise<Result<{ publicUrl: string | null }>> {
      const { storedAccount } = await import('./features/accounts/stored-accounts.ts');
      const known = await storedAccount(store, id);
      if (known === null) return fail(accountsProblem('no-such-account', { id }, 'account'));
      const { account, token } = known;
      const { reachesNobody } = await import('./features/accounts/reaches-nobody.ts');
      const { storedCallbackBase } = await import('./features/reports/stored-address.ts');
      const { rememberedPort } = await import('./features/settings/settings.ts');
      const { tunnel } = await storedSettings(store);
      const { callback_port } = await store.read('readSettings', {});
      const port = rememberedPort(callback_port);
      const base = storedCallbackBase(account, reachesNobody(account), { tunnel, port });
      return ok({ publicUrl: base === null ? null : `${base}/dlr/${token}` });
    },
  };
}

/** Returns the calls of exports; the file of one is written by this process. */
function exportCalls({ store, folder, downloads, now, log }: Parts) {
  let made: Promise<Jobs> | null = null;
  const jobs = (): Promise<Jobs> => {
    made ??= import('./features/backups/jobs.ts').then(({ createJobs }) =>
      createJobs({ now, randomUuid: randomUUID, emit: () => undefined, log }),
    );
    return made;
  };
  return {
    jobs: async () => (await jobs()).list(),
    stop: async ({ id }: { readonly id: string }) => (await jobs()).stop(id),
    async export({
      file,
      ...input
    }: Omit<ExportInput, 'file' | 'ids'> & { readonly file?: string | undefined }) {
      const { startExport } = await import('./features/backups/start-export.ts');
      const { createOwnUnfinished } = await import('./features/backups/unfinished.ts');
      const { countMatching } = await import('./features/messages/message-lists.ts');
      const unfinished = createOwnUnfinished(folder, randomUUID);
      return startExport(
        { folder, downloads, store, jobs: await jobs(), unfinished, count: countMatching, now },
        { ...input, ids: null, file },
        { mayNameFiles: true },
      );
    },
    async exportPiece(input: Parameters<typeof readPiece>[1]) {
      const { readPiece: read } = await import('./features/backups/read-piece.ts');
      return read(store, input);
    },
  };
}
