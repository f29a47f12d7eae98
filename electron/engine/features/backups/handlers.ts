import type { MessageFilter } from '../../../../shared/contract/messages.ts';
import type { Settings } from '../../../../shared/contract/settings.ts';
import { parsePhone } from '../../../../shared/messaging/phone.ts';
import type { CallContext, ContractImplementer } from '../../contract-os.ts';
import type { Store } from '../../store.ts';
import type { Backups } from './backups.ts';
import { readPiece } from './read-piece.ts';

type Needs = { readonly store: Store; readonly backups: Backups; readonly settings: () => Settings };

/** Returns the handlers for export, import, backup and restore. */
export function backupsHandlers(os: ContractImplementer, { store, backups, settings }: Needs) {
  const calls = os.backups;
  const asker = (context: CallContext) => ({ mayNameFiles: context.mayNameFiles === true });
  /** Normalises the recipient in a filter; an invalid one matches nothing. */
  const tidy = (filter: MessageFilter): MessageFilter => {
    if (filter.recipient === undefined) return filter;
    const phone = parsePhone(filter.recipient, settings().defaultCountry ?? undefined);
    return phone.ok ? { ...filter, recipient: phone.value.e164 } : filter;
  };
  return {
    jobs: calls.jobs.handler(() => backups.jobs.list()),
    stop: calls.stop.handler(({ input }) => backups.jobs.stop(input.id)),
    export: calls.export.handler(({ input, context }) =>
      backups.export(
        { ...input, filter: tidy(input.filter), ids: input.ids ?? null, file: input.file },
        asker(context),
      ),
    ),
    exportPlace: calls.exportPlace.handler(() => backups.exportPlace()),
    openExport: calls.openExport.handler(({ input }) => backups.openExport(input)),
    exportPiece: calls.exportPiece.handler(({ input }) =>
      readPiece(store, { ...input, filter: tidy(input.filter) }),
    ),
    import: calls.import.handler(({ input, context }) => backups.import(input.file, asker(context))),
    backups: calls.backups.handler(() => backups.backups()),
    backup: calls.backup.handler(({ input, context }) => backups.backup(input.file, asker(context))),
    inspect: calls.inspect.handler(({ input, context }) => backups.inspect(input.file, asker(context))),
    restore: calls.restore.handler(({ input, context }) =>
      backups.restore(input.file, asker(context), input.passphrase),
    ),
    upload: {
      begin: calls.upload.begin.handler(({ input }) => backups.uploads.begin(input)),
      append: calls.upload.append.handler(({ input }) => backups.uploads.append(input.id, input.base64)),
      discard: calls.upload.discard.handler(async ({ input }) => {
        await backups.uploads.discard(input.id);
        return {};
      }),
    },
  };
}
