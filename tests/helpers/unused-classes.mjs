// Finds CSS classes that no component of renderer/ uses; part of `npm run check`.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'postcss';

const read = (file) => readFileSync(file, 'utf8');
const sources = globSync('{renderer,shared}/**/*.{ts,tsx}').map((file) => ({ file, text: read(file) }));

/** Every word in the strings of the code, as in `className="spoken tnum"`. */
const writtenWords = new Set(
  sources.flatMap(({ text }) =>
    [...text.matchAll(/(['"`])((?:(?!\1)[^\n])*)\1/g)].flatMap(([, , words]) => words.split(/[\s${}]+/)),
  ),
);

/** Returns each class of a style sheet: its name, its first line, and whether every file can use it. */
function classesOf(sheet) {
  const classes = new Map();
  parse(read(sheet), { from: sheet }).walkRules((rule) => {
    const selector = rule.selector.replaceAll(/"[^"]*"|'[^']*'/g, '');
    for (const [, global, name] of selector.matchAll(/(:global\()?\.(-?[A-Za-z_][\w-]*)/g)) {
      const isGlobal = global !== undefined || !sheet.endsWith('.module.css');
      if (!classes.has(name)) classes.set(name, { name, line: rule.source.start.line, isGlobal });
    }
  });
  return [...classes.values()];
}

/**
 * Finds which classes the files that import a style sheet use: `classes.a`, `classes['a']`,
 * `classes[`a-${b}`]`, `classes[b]`.
 */
function usesOf(sheet) {
  const uses = { names: new Set(), starts: [], hasComputed: false };
  for (const { file, text } of sources) {
    for (const [, object, from] of text.matchAll(/import (\w+) from '([^']+\.module\.css)'/g)) {
      if (join(dirname(file), from) !== sheet) continue;
      const use = new RegExp(String.raw`\b${object}(?:\.([\w$]+)|\['([^']+)'\]|\[\x60([^$\x60]+)|\[)`, 'g');
      for (const [, member, quoted, start] of text.matchAll(use)) {
        if (start !== undefined) uses.starts.push(start);
        else if (member !== undefined || quoted !== undefined) uses.names.add(member ?? quoted);
        else uses.hasComputed = true;
      }
    }
  }
  return uses;
}

function isUsed({ name, isGlobal }, uses) {
  // Mantine sets these classes on its own elements.
  if (isGlobal) return name.startsWith('mantine-') || writtenWords.has(name);
  if (uses.names.has(name) || uses.starts.some((start) => name.startsWith(start))) return true;
  return uses.hasComputed && writtenWords.has(name);
}

let found = 0;
for (const sheet of globSync('renderer/**/*.css').sort()) {
  const uses = usesOf(sheet);
  for (const each of classesOf(sheet)) {
    if (isUsed(each, uses)) continue;
    found += 1;
    console.log(`${sheet}:${each.line} class ${each.name}`);
  }
}
process.exit(found === 0 ? 0 : 1);
