/**
 * Long jobs of the engine: exports, imports, backups, restores. A dialog that starts a job keeps its id and
 * reads the job from here; the job continues when the dialog is closed.
 */
import type { Backup, BackupContent, Job } from '../../../shared/contract/backups.ts';
import type { SavedFile } from '../../../shared/contract/common.ts';
import type { Answer } from '../../lib/engine-client.ts';
import type { SliceContext, SliceListener } from '../../lib/state.ts';
import { throttle } from '../../lib/throttle.ts';
import type { EngineClient } from '../../lib/transport.ts';

type ExportRequest = Parameters<EngineClient['backups']['export']>[0];

type JobsState = {
  /** Newest first. */
  readonly jobs: readonly Job[];
  /** null until loaded. */
  readonly backups: readonly Backup[] | null;
  /** The file that is being uploaded to the engine, and its progress; null if there is none. */
  readonly upload: { readonly name: string; readonly sent: number; readonly bytes: number } | null;
};

export const initialJobs: JobsState = { jobs: [], backups: null, upload: null };

/** The size of one piece of a file: as base64 it is below the contract's limit. */
const pieceBytes = 1_500_000;

/** Returns the newest running job of these kinds; null if none is running. */
export function runningJob(jobs: readonly Job[], ...kinds: readonly Job['kind'][]): Job | null {
  return jobs.find((job) => job.state === 'running' && kinds.includes(job.kind)) ?? null;
}

/** Encodes bytes as base64 in pieces, because a call accepts a limited number of arguments. */
function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}

/** One file is uploaded at a time; another one replaces it. */
function uploads(engine: SliceContext['engine'], show: (upload: JobsState['upload']) => void) {
  let uploading: AbortController | null = null;

  /** Uploads a file. @returns its name for import, inspect and restore; null if it was stopped */
  async function upload(file: File): Promise<Answer<string> | null> {
    uploading?.abort();
    const stop = new AbortController();
    uploading = stop;
    show({ name: file.name, sent: 0, bytes: file.size });
    try {
      const begun = await engine.ask((client) =>
        client.backups.upload.begin({ name: file.name.slice(-255), bytes: file.size }),
      );
      if (!begun.ok) return begun;
      const { id } = begun.value;
      for (let at = 0; at < file.size; at += pieceBytes) {
        const bytes = new Uint8Array(await file.slice(at, at + pieceBytes).arrayBuffer());
        if (stop.signal.aborted) {
          void engine.read((client) => client.backups.upload.discard({ id }));
          return null;
        }
        const put = await engine.ask((client) =>
          client.backups.upload.append({ id, base64: base64Of(bytes) }),
        );
        if (!put.ok) return put;
        show({ name: file.name, sent: at + bytes.length, bytes: file.size });
      }
      return stop.signal.aborted ? null : { ok: true, value: `upload:${id}` };
    } finally {
      if (uploading === stop) {
        uploading = null;
        show(null);
      }
    }
  }

  return { upload, stopUpload: () => uploading?.abort() };
}

export function jobsActions({ store, engine }: SliceContext) {
  const get = () => store.getState().jobs;
  const set = (patch: Partial<JobsState>) =>
    store.setState((state) => ({ jobs: { ...state.jobs, ...patch } }));
  const { upload, stopUpload } = uploads(engine, (now) => set({ upload: now }));

  async function load() {
    const answer = await engine.read((client) => client.backups.jobs());
    if (!answer.ok) return;
    const before = get().jobs;
    set({ jobs: answer.value });
    const ended = answer.value.some(
      (job) => job.state !== 'running' && before.find((one) => one.id === job.id)?.state !== job.state,
    );
    if (ended && get().backups !== null) void loadBackups();
  }

  async function loadBackups() {
    const answer = await engine.read((client) => client.backups.backups());
    if (answer.ok) set({ backups: answer.value });
  }

  /** Starts a job and shows it at once, before the engine announces it. */
  async function begin(call: (client: EngineClient) => Promise<Answer<Job>>): Promise<Answer<Job>> {
    const answer = await engine.ask(call);
    if (answer.ok) {
      const { value } = answer;
      set({ jobs: [value, ...get().jobs.filter((job) => job.id !== value.id)] });
    }
    return answer;
  }

  return {
    load,
    loadBackups,
    onChange: throttle(150, load),
    /** Returns where exports are written. */
    exportPlace: () => engine.read((client) => client.backups.exportPlace()),
    /** The file of an ended export. */
    async exportEnd({ id, file }: Pick<Job, 'id' | 'file'>): Promise<Answer<SavedFile>> {
      const place = await engine.read((client) => client.backups.exportPlace());
      const openId = place.ok && place.value.canOpen ? id : null;
      return { ok: true, value: { file: file ?? '', openId } };
    },
    openExport: (request: { readonly id: string; readonly how: 'open' | 'show' }) =>
      engine.ask((client) => client.backups.openExport(request)),
    startExport: (request: ExportRequest) => begin((client) => client.backups.export(request)),
    startBackup: () => begin((client) => client.backups.backup({})),
    startImport: (file: string) => begin((client) => client.backups.import({ file })),
    /** @param passphrase the backup passphrase; empty: not known */
    startRestore: (file: string, passphrase: string) =>
      begin((client) => client.backups.restore(passphrase === '' ? { file } : { file, passphrase })),
    inspect: (file: string): Promise<Answer<BackupContent>> =>
      engine.ask((client) => client.backups.inspect({ file })),
    /** Discards an uploaded file that is not needed. */
    discard(file: string) {
      const [kind, id] = file.split(':');
      if (kind === 'upload' && id !== undefined)
        void engine.read((client) => client.backups.upload.discard({ id }));
    },
    upload,
    stopUpload,
    async stop(id: string) {
      const answer = await engine.ask((client) => client.backups.stop({ id }));
      await load();
      return answer;
    },
  };
}

type JobsActions = ReturnType<typeof jobsActions>;

declare module '../../lib/state.ts' {
  interface DeckState {
    readonly jobs: JobsState;
  }
  interface DeckActions {
    readonly jobs: JobsActions;
  }
}

/** Follows long jobs. */
export function jobsListener(jobs: JobsActions): SliceListener {
  return {
    onOpen: () => void jobs.load(),
    onChange(change) {
      if (change.type === 'jobs') jobs.onChange();
    },
  };
}
