/**
 * Makes the files of the npm package beside the built window: the command line with its workers in out/cli, and the
 * licences of everything that is bundled. `npm run build` and `npm pack` run this file.
 */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleCommandLine } from './bundle.ts';
import { thirdPartyNotices } from './notices.ts';

const out = fileURLToPath(new URL('../../out/', import.meta.url));
const folder = join(out, 'cli');
const unfinished = `${folder}-${process.pid}`;

const files = await bundleCommandLine({ toRoot: '../../' });
mkdirSync(unfinished, { recursive: true });
for (const { fileName, code } of files) writeFileSync(join(unfinished, fileName), code);
rmSync(folder, { recursive: true, force: true });
renameSync(unfinished, folder);
writeFileSync(join(out, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices());
