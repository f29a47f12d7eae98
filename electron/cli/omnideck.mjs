#!/usr/bin/env node
// Plain JavaScript that every Node version can parse: an outdated Node gets an explanation instead of a
// syntax error or a crash (better-sqlite3 13 ends the process on Node 20).
import * as module from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `Omnideck needs Node.js 24 and this is ${process.versions.node}: install Node.js 24 or later, or, in a clone of the repository, use "npm run -s omnideck -- …", which brings its own.\n`,
  );
  process.exit(2);
}
// Caches stripped and compiled code between commands, which halves the start time. A package that another user installed
// takes no cache, so that it is in the user's own folder then. Node works without the cache if that fails too.
const places = [fileURLToPath(new URL('../../node_modules/.cache/omnideck', import.meta.url))];
const { HOME, XDG_CACHE_HOME } = process.env;
if (XDG_CACHE_HOME) places.push(join(XDG_CACHE_HOME, 'omnideck'));
else if (HOME) places.push(join(HOME, '.cache', 'omnideck'));
const { FAILED } = module.constants.compileCacheStatus;
places.find((place) => module.enableCompileCache(place).status !== FAILED);
const { main } = await import('./main.ts');
await main(process.argv.slice(2));
