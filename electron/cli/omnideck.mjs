#!/usr/bin/env node
// Plain JavaScript that every Node version can parse: an outdated Node gets an explanation instead of a
// syntax error or a crash (better-sqlite3 13 ends the process on Node 20).
import * as module from 'node:module';
import { fileURLToPath } from 'node:url';

const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `Omnideck needs Node.js 24 and this is ${process.versions.node}: install Node.js 24 or later, or, in a clone of the repository, use "npm run -s omnideck -- …", which brings its own.\n`,
  );
  process.exit(2);
}
// Caches stripped and compiled code between commands, which halves the start time. If the folder cannot be
// written, Node works without the cache.
module.enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/omnideck', import.meta.url)));
const { main } = await import('./main.ts');
await main(process.argv.slice(2));
