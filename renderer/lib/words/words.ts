/** Every word that the window shows comes from one catalogue; another language is another object of this type. */
import type { en } from './en.ts';

export type Words = typeof en;
