import type { Obligations } from '../../obligations.ts';

export const backupsObligations: Obligations = {
  tables: {},
  choices: { dailyBackups: { default: true } },
  settings: { backups_to_erase: { ofThisFolder: true } },
};
