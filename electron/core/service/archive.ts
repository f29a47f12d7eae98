import { fail, problem } from '../../../shared/messaging/problem.ts';
import type { Core } from '../console.ts';
import type { ContractImplementer } from './router.ts';

/** Export, import, backup, restore. */
export function archiveService(os: ContractImplementer, _core: Core) {
  const missing = () => fail(problem('not-built', 'This is not built yet.', 'Use a later version.'));
  const calls = os.archive;
  return {
    jobs: calls.jobs.handler(() => []),
    stop: calls.stop.handler(missing),
    export: calls.export.handler(missing),
    exportPiece: calls.exportPiece.handler(() => ({ text: '', messages: 0, next: null })),
    import: calls.import.handler(missing),
    backups: calls.backups.handler(() => []),
    backup: calls.backup.handler(missing),
    inspect: calls.inspect.handler(missing),
    restore: calls.restore.handler(missing),
    upload: {
      begin: calls.upload.begin.handler(missing),
      append: calls.upload.append.handler(missing),
      discard: calls.upload.discard.handler(() => ({})),
    },
  };
}
