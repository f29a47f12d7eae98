/** Reads the workbook that the first argument names, in a process whose memory can be measured. */
import { existsSync, readFileSync } from 'node:fs';
import { argv, resourceUsage, stdout } from 'node:process';
import { readWorkbook } from '../../renderer/features/compose/workbook/read-workbook.ts';

const kibibyte = 1024;
const ownStatus = '/proc/self/status';

/** Linux counts the parent's memory into a child's maxRSS, but not into VmHWM. */
function mostBytes(): number {
  const status = existsSync(ownStatus) ? readFileSync(ownStatus, 'utf8') : '';
  return kibibyte * Number(/^VmHWM:\s+(\d+) kB$/mu.exec(status)?.[1] ?? resourceUsage().maxRSS);
}

const workbook = await readWorkbook(new Uint8Array(readFileSync(argv[2] ?? '')));
const answer = workbook.ok ? 'read' : workbook.why;
stdout.write(JSON.stringify({ answer, mostBytes: mostBytes() }));
