// npm run -s bench -- NAME: a benchmark prints what it measures, and ends with one JSON document.
import { readdirSync } from 'node:fs';

const names = readdirSync(new URL('.', import.meta.url))
  .filter((name) => name.endsWith('.bench.ts'))
  .map((name) => name.replace(/\.bench\.ts$/u, ''));
const [wanted, ...words] = process.argv.slice(2);
if (!wanted || !names.includes(wanted)) {
  console.error(`Name one of: ${names.join(', ')}.`);
  process.exit(2);
}
const { bench } = await import(new URL(`${wanted}.bench.ts`, import.meta.url).href);
console.log(JSON.stringify(await bench(words)));
process.exit(0);
