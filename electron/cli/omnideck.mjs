#!/usr/bin/env node
// Plain JavaScript that every Node version can parse: an outdated Node gets an explanation instead of a
// syntax error or a crash (better-sqlite3 13 ends the process on Node 20).
import { lstatSync, mkdirSync } from 'node:fs';
import * as module from 'node:module';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `Omnideck needs Node.js 24 and this is ${process.versions.node}: install Node.js 24 or later, or, in a clone of the repository, use "npm run -s omnideck -- …", which brings its own.\n`,
  );
  process.exit(2);
}
/**
 * Returns a folder of the user's own for compiled code, or null. Whoever can write there runs code as the user, and Node
 * checks neither the owner nor the mode.
 */
function ownCache() {
  const { HOME, XDG_CACHE_HOME } = process.env;
  // A relative XDG_CACHE_HOME is to be ignored: XDG Base Directory Specification.
  const base = XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : HOME && join(HOME, '.cache');
  if (!base) return null;
  const place = join(base, 'omnideck');
  for (const folder of [base, place]) {
    try {
      // One after the other: a recursive call below /proc does not end.
      mkdirSync(folder, { mode: 0o700 });
    } catch {
      // It is there already, or lstatSync fails.
    }
  }
  try {
    const found = lstatSync(place);
    const isOwn = !process.getuid || (found.uid === process.getuid() && (found.mode & 0o022) === 0);
    return found.isDirectory() && isOwn ? place : null;
  } catch {
    return null;
  }
}

// Caches stripped and compiled code between commands, which halves the start time. A package that another user installed
// takes no cache, so that it is in the user's own folder then. Node works without the cache if that fails too.
const packageCache = fileURLToPath(new URL('../../node_modules/.cache/omnideck', import.meta.url));
if (module.enableCompileCache(packageCache).status === module.constants.compileCacheStatus.FAILED) {
  const own = ownCache();
  if (own) module.enableCompileCache(own);
}
const { main } = await import('./main.ts');
await main(process.argv.slice(2));
