/** The desktop shell's entry: Electron runs what this is built into. Everything else is in files that can be tried. */
import { runDesktop } from './desktop.ts';

runDesktop(import.meta.url);
