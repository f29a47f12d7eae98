/** `npm pack` runs this file: builds the window if its sources have changed, and the rest of the package. */
import { fileURLToPath } from 'node:url';
import { englishLine } from '../../shared/problems/english-text.ts';
import { builtPage } from '../web/build.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const built = await builtPage(root, (text) => process.stderr.write(`${text}\n`));
if (!built.ok) throw new Error(englishLine(built.problem));
await import('./build.ts');
