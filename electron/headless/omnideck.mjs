// Plain JavaScript that any Node can read: a wrong one is told in a sentence, instead of a syntax error or a crash
// (better-sqlite3 13 ends the process on Node 20).
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `Omnideck needs Node.js 24 and this is ${process.versions.node}: run it through npm ("npm run -s omnideck -- …"), which brings its own.\n`,
  );
  process.exit(2);
}
const { main } = await import('./main.ts');
await main(process.argv.slice(2));
