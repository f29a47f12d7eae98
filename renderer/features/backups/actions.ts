import { IconDatabaseExport } from '@tabler/icons-react';
import type { Action } from '../../lib/action.ts';
import { hasAccount } from '../../lib/console-slice.ts';
import { showResult } from '../../lib/ui/show-result.ts';

const backUpNow: Action = {
  id: 'backups.begin',
  label: (words) => words.palette.backup,
  icon: IconDatabaseExport,
  keys: [],
  palette: 'do',
  isEnabled: ({ store }) => hasAccount(store.getState()),
  run: async ({ actions, language }) =>
    void showResult(await actions.jobs.startBackup(), language.words.palette.backupBegun),
};

export const actionsForBackups: readonly Action[] = [backUpNow];
