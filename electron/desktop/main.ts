/** The entry file of the desktop shell. All logic is in other files, which tests can run. */
import { runDesktop } from './desktop.ts';

runDesktop(import.meta.url);
