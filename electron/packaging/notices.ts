/** The licences of the packages that are part of an installed Omnideck, as one text. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ShippedPackage, shippedPackages } from './shipped-packages.ts';

const ours = fileURLToPath(new URL('../../LICENSE', import.meta.url));

/**
 * Returns the notices of the packages that are bundled.
 * @throws if the licence of a package cannot be found: somebody has to read it first
 */
export function thirdPartyNotices(): string {
  const bundled = shippedPackages().filter(
    ({ parts, folder }) => (parts.includes('engine') || parts.includes('window')) && existsSync(folder),
  );
  const parts = bundled.map((shipped) => {
    const { name, version, licence } = shipped;
    return `${'-'.repeat(80)}\n${name} ${version} (${licence})\n\n${licenceOf(shipped)}\n`;
  });
  return `Omnideck contains the following packages of others.\n\n${parts.join('\n')}`;
}

/** Returns the licence's text: from a file, from the section of the readme, or the text that the licence's name stands for. */
function licenceOf({ name, licence, folder }: ShippedPackage): string {
  const names = readdirSync(folder);
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8').trim();
  const files = names.filter((file) => /^(?:licen[cs]e|copying|notice)/iu.test(file));
  if (files.length > 0) return files.map(read).join('\n\n');
  const readme = names
    .filter((file) => /^readme/iu.test(file))
    .map(read)
    .join('\n');
  const section = /^#* *licen[cs]e\n[\s\S]*?(Copyright[\s\S]*Permission is hereby granted[\s\S]*)/imu.exec(
    readme,
  )?.[1];
  if (section !== undefined) return section;
  const manifest = JSON.parse(read('package.json')) as { readonly author?: unknown };
  if (licence !== 'MIT' || typeof manifest.author !== 'string') {
    throw new Error(`${name} has no text of its licence ${licence}.`);
  }
  return readFileSync(ours, 'utf8')
    .trim()
    .replace(/^Copyright .*$/mu, `Copyright (c) ${manifest.author}`);
}
