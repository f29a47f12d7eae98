import { later } from '../../lib/ui/later.tsx';

/** The dialog of tables, which loads when it is opened first. */
export const TableDialog = later(async () => (await import('./table-dialog.tsx')).TableDialog);
