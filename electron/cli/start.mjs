// `npm start`. Plain JavaScript that every Node version can parse; see omnideck.mjs.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `Omnideck needs Node.js 24 and this is ${process.versions.node}: start it through npm ("npm start"), which brings its own.\n`,
  );
  process.exit(2);
}
const { start } = await import('./start.ts');
await start(process.argv.slice(2));
