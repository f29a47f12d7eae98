/**
 * The packages that ship with Omnideck, read from the lock file: what the engine and the command line consist of (the
 * packages that npm installs with Omnideck, and what `electron/` and `shared/` import, with the dependencies of those),
 * the packages that the window's bundle is made of (in the same way `renderer/` and `shared/`), and Electron.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression, as the package states it. */
  readonly licence: string;
  readonly parts: readonly ('engine' | 'window' | 'desktop')[];
  /** Where npm installs it in this project. Packages of other platforms are not there. */
  readonly folder: string;
}

const folder = 'node_modules/';

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** What only the packages' own commands and scripts use, which are no part of Omnideck (ADR 0030). */
const notBundled: Readonly<Record<string, readonly string[]>> = {
  [`${folder}localtunnel`]: ['openurl', 'yargs'],
  [`${folder}date-holidays`]: ['js-yaml', 'lodash', 'prepin'],
};

type Lock = Readonly<Record<string, Locked>>;

/** Where a package finds another one: its own node_modules first, then those of the folders above. */
function resolve(lock: Lock, from: string, name: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf(`/${folder}`)))) {
    const path = at === '' ? `${folder}${name}` : `${at}/${folder}${name}`;
    if (lock[path] !== undefined) return path;
    if (at === '') return undefined;
  }
}

function withDependencies(lock: Lock, names: Iterable<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting: [from: string, name: string][] = [...names].map((name) => ['', name]);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const path = resolve(lock, ...next);
    if (path === undefined || found.has(path)) continue;
    found.add(path);
    const { dependencies = {}, optionalDependencies = {} } = lock[path] ?? {};
    const needed = Object.keys({ ...dependencies, ...optionalDependencies });
    const bundled = needed.filter((name) => !notBundled[path]?.includes(name));
    waiting.push(...bundled.map((name): [string, string] => [path, name]));
  }
  return found;
}

const importing = /(?:\bfrom|\bimport\(|^import)\s*'((?:@[\w.-]+\/)?[\w.-]+)[^']*'/gmu;

/** The names of the packages that the sources of a folder import. Types count: they cost one line too many at worst. */
function importedBy(directory: string): string[] {
  return readdirSync(join(root, directory), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/u.test(file) && !/vite\.config\.ts$|^packaging/u.test(file))
    .flatMap((file) => [...readFileSync(join(root, directory, file), 'utf8').matchAll(importing)])
    .map(([, name = '']) => name)
    .filter((name) => !name.startsWith('.') && name !== 'node' && name !== 'electron');
}

export function shippedPackages(): ShippedPackage[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Lock;
  };
  const installed = Object.keys(packages['']?.dependencies ?? {});
  const engine = withDependencies(packages, [...installed, ...['electron', 'shared'].flatMap(importedBy)]);
  const window = withDependencies(packages, ['renderer', 'shared'].flatMap(importedBy));
  const listed = new Map<string, ShippedPackage>();
  for (const [path, { version, license = 'not stated' }] of Object.entries(packages)) {
    const name = path.slice(path.lastIndexOf(folder) + folder.length);
    const parts = [
      ...(engine.has(path) ? ['engine' as const] : []),
      ...(window.has(path) ? ['window' as const] : []),
      ...(path === `${folder}electron` ? ['desktop' as const] : []),
    ];
    const one = { name, version, licence: license, parts, folder: join(root, path) };
    if (parts.length > 0) listed.set(`${name}@${version}`, one);
  }
  return [...listed.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
