import type { MessageFilter } from '../../../../shared/contract/messages.ts';
import type { Settings } from '../../../../shared/contract/settings.ts';
import { parsePhone } from '../../../../shared/messaging/phone.ts';
import type { CallContext, ContractImplementer } from '../../contract-os.ts';
import type { Store } from '../../store.ts';
import type { Archive } from './backups.ts';
import { messagesAtOnce } from './export-file.ts';

type Needs = { readonly store: Store; readonly archive: Archive; readonly settings: () => Settings };

/** Export, import, backup, restore. */
export function archiveHandlers(os: ContractImplementer, { store, archive, settings }: Needs) {
  const calls = os.archive;
  const asker = (context: CallContext) => ({ mayNameFiles: context.mayNameFiles === true });
  /** A recipient as a person writes it; one that is none finds nothing. */
  const tidy = (filter: MessageFilter): MessageFilter => {
    if (filter.recipient === undefined) return filter;
    const phone = parsePhone(filter.recipient, settings().defaultCountry ?? undefined);
    return phone.ok ? { ...filter, recipient: phone.value.e164 } : filter;
  };
  return {
    jobs: calls.jobs.handler(() => archive.jobs.list()),
    stop: calls.stop.handler(({ input }) => archive.jobs.stop(input.id)),
    export: calls.export.handler(({ input, context }) =>
      archive.export(
        { filter: tidy(input.filter), ids: input.ids ?? null, format: input.format, file: input.file },
        asker(context),
      ),
    ),
    exportPiece: calls.exportPiece.handler(({ input }) =>
      store.read('exportPiece', {
        filter: tidy(input.filter),
        ids: null,
        format: input.format,
        after: input.after,
        limit: messagesAtOnce,
      }),
    ),
    import: calls.import.handler(({ input, context }) => archive.import(input.file, asker(context))),
    backups: calls.backups.handler(() => archive.backups()),
    backup: calls.backup.handler(({ input, context }) => archive.backup(input.file, asker(context))),
    inspect: calls.inspect.handler(({ input, context }) => archive.inspect(input.file, asker(context))),
    restore: calls.restore.handler(({ input, context }) => archive.restore(input.file, asker(context))),
    upload: {
      begin: calls.upload.begin.handler(({ input }) => archive.uploads.begin(input)),
      append: calls.upload.append.handler(({ input }) => archive.uploads.append(input.id, input.base64)),
      discard: calls.upload.discard.handler(async ({ input }) => {
        await archive.uploads.discard(input.id);
        return {};
      }),
    },
  };
}
