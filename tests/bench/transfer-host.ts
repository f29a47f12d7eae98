/** Exports the messages of a data folder to a file, or imports a file, in its own process: its memory is measured. */

import { englishText } from '../../shared/problems/english-text.ts';
import { openConsole } from '../helpers/open-console.ts';

/** What the process prints. */
export type Transferred = {
  readonly ms: number;
  /** The memory of the process when the job began, and the largest since, MB. */
  readonly beforeMb: number;
  readonly mostMb: number;
  readonly messages: number;
};

const [folder = '', kind = '', file = ''] = process.argv.slice(2);
const opened = await openConsole(folder);
const { backups } = opened.parts;
const asker = { mayNameFiles: true };
const table = { separator: ',', timeZone: null, columns: null } as const;
// The system's own maximum includes the opening of the database, which needs more memory for a moment.
const before = process.memoryUsage.rss();
let most = before;
const sampling = setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss());
}, 10);
const began = performance.now();
const job =
  kind === 'export'
    ? await backups.export({ filter: {}, ids: null, format: 'csv', table, file }, asker)
    : await backups.import(file, asker);
if (!job.ok) throw new Error(englishText(job.problem).message);
const ended = await backups.jobs.ended(job.value.id);
if (ended.state !== 'done') throw new Error(`the ${kind} has ended as ${ended.state}`);
clearInterval(sampling);
const transferred: Transferred = {
  ms: performance.now() - began,
  beforeMb: before / 1_048_576,
  mostMb: most / 1_048_576,
  messages: kind === 'export' ? ended.done : ended.added,
};
console.log(JSON.stringify(transferred));
await opened.stop();
process.exit(0);
