export { useErasures, useNewPassphrase } from './backup-passphrase.tsx';
export { DataSettings } from './data-settings.tsx';
export { JobProgress } from './job-progress.tsx';
export { runningJob } from './jobs-slice.ts';
export { useBackupsLanguage } from './language.ts';
export { OpenFile, useExportPlace } from './saved-file.tsx';
export { showSaved } from './show-saved.tsx';
