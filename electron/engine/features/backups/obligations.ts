import type { Obligations } from '../../obligations.ts';

export const backupsObligations: Obligations = {
  tables: {},
  settings: { backups_to_erase: { ofThisFolder: true } },
};
