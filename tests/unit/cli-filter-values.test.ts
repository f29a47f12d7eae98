/** Tests how the command line reads an option that takes several values. */
import { expect, it } from 'vitest';
import { gather } from '../../electron/cli/commands/filters.ts';

it.each([
  ['vip,invoice', ['vip', 'invoice']],
  [' vip , invoice ,', ['vip', 'invoice']],
  ['"Kevad, 2026"', ['Kevad, 2026']],
  ['vip,"Kevad, 2026",invoice', ['vip', 'Kevad, 2026', 'invoice']],
  ['"the ""best"", of all"', ['the "best", of all']],
  ['12" screen,vip', ['12" screen', 'vip']],
  ['"open,vip', ['"open', 'vip']],
  [',,', []],
  ['', []],
])('%s is read as %j', (text, values) => {
  expect(gather(text)).toEqual(values);
  expect(gather(text, ['before'])).toEqual(['before', ...values]);
});
