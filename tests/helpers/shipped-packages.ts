/**
 * The packages that ship with Omnideck, read from the lock file: the dependencies of the engine and the command line
 * (everything that the lock file does not mark as for development), the packages that the window's bundle is made of
 * (what `renderer/` and `shared/` import, with the dependencies of those), and Electron.
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
}

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

type Lock = Readonly<Record<string, Locked>>;

const folder = 'node_modules/';

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
    waiting.push(
      ...Object.keys(lock[path]?.dependencies ?? {}).map((name): [string, string] => [path, name]),
    );
  }
  return found;
}

const importing = /(?:\bfrom|\bimport\(|^import)\s*'((?:@[\w.-]+\/)?[\w.-]+)[^']*'/gmu;

/** The names of the packages that the sources of a folder import. Types count: they cost one line too many at worst. */
function importedBy(directory: string): string[] {
  return readdirSync(join(root, directory), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/u.test(file) && !file.endsWith('vite.config.ts'))
    .flatMap((file) => [...readFileSync(join(root, directory, file), 'utf8').matchAll(importing)])
    .map(([, name = '']) => name)
    .filter((name) => !name.startsWith('.') && name !== 'node');
}

export function shippedPackages(): ShippedPackage[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Lock;
  };
  const window = withDependencies(packages, new Set(['renderer', 'shared'].flatMap(importedBy)));
  const listed = new Map<string, ShippedPackage>();
  for (const [path, { version, license = 'not stated', dev = false }] of Object.entries(packages)) {
    const name = path.slice(path.lastIndexOf(folder) + folder.length);
    const parts = [
      ...(path === '' || dev ? [] : ['engine' as const]),
      ...(window.has(path) ? ['window' as const] : []),
      ...(path === `${folder}electron` ? ['desktop' as const] : []),
    ];
    if (parts.length > 0) listed.set(`${name}@${version}`, { name, version, licence: license, parts });
  }
  return [...listed.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
