import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { thirdPartyNotices } from '../../electron/packaging/notices.ts';
import { shippedPackages } from '../../electron/packaging/shipped-packages.ts';
import { dependenciesPage, offlineCells } from '../helpers/dependencies-page.ts';

const shipped = shippedPackages();

/** Licences that were read: each allows shipping in a program under MIT, and asks for its notice only. */
const readLicences = new Set([
  'MIT',
  'ISC',
  'BSD-3-Clause',
  '0BSD',
  'OFL-1.1',
  'BlueOak-1.0.0',
  '(MIT OR CC0-1.0)',
  // date-holidays: its code is under ISC. Its data is under CC BY-SA 3.0: it ships as it is, with the attribution in the notices.
  '(ISC AND CC-BY-3.0)',
]);

describe('the packages that ship', () => {
  it('are listed in docs/reference/dependencies.md with version, licence and part', () => {
    const rows = readFileSync(dependenciesPage, 'utf8').match(/^\| .+/gmu) ?? [];
    const listed = rows.slice(1).map((row) => row.split(' | ').slice(0, 4).join(' | '));
    expect(listed.map((cells) => `${cells} |`)).toEqual(shipped.map(offlineCells));
  });

  it('have licences that somebody has read', () => {
    expect(shipped.filter(({ licence }) => !readLicences.has(licence))).toEqual([]);
  });

  it('include the dependencies of the window, which package.json lists for development', () => {
    const parts = new Map(shipped.map((one) => [one.name, one.parts]));
    expect(parts.get('react')).toEqual(['window']);
    expect(parts.get('@mantine/store')).toEqual(['window']);
    expect(parts.get('zod')).toEqual(['engine', 'window']);
    expect(parts.get('localtunnel')).toEqual(['engine']);
    expect(parts.has('vitest')).toBe(false);
  });

  it('do not include what only the packages’ own commands and scripts use', () => {
    const names = new Set(shipped.map(({ name }) => name));
    expect(
      ['yargs', 'openurl', 'cliui', 'js-yaml', 'lodash', 'prepin'].filter((name) => names.has(name)),
    ).toEqual([]);
    expect(names).toContain('axios');
  });

  it('have their licences in the notices that ship with them', () => {
    const notices = thirdPartyNotices();
    for (const { name, version, licence, folder, parts } of shipped) {
      if (parts.includes('desktop') || !existsSync(folder)) continue;
      const [, text = ''] = notices.split(`\n${name} ${version} (${licence})\n`);
      expect(text.split('-'.repeat(80))[0], name).toMatch(/permission|licen[cs]e/iu);
    }
  });

  it('come from no fixed address', () => {
    const lock = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8');
    expect(lock).not.toMatch(/"resolved"|https?:\/\/[^"]*registry/u);
  });
});
