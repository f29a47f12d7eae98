/** Reads source files as trees (by Rolldown's parser), for tests about what is written in them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'rolldown/parseAst';

/** A node of an ESTree, with what tests ask of it; everything else is looked up by `child`. */
export type SourceNode = { readonly type: string; readonly start: number } & Readonly<
  Record<string, unknown>
>;

export type SourceFile = { readonly path: string; readonly text: string; readonly tree: SourceNode };

function isNode(value: unknown): value is SourceNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

export function parseSource(path: string, text: string): SourceFile {
  const tree: unknown = parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }, path);
  if (!isNode(tree)) throw new Error(`${path} gave no tree`);
  return { path, text, tree };
}

/** Every .ts and .tsx file in a folder and below it; paths are from `root`, with slashes. */
export function readSources(root: string, folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) =>
      parseSource(
        file
          .slice(root.length)
          .replace(/^[\\/]+/, '')
          .replaceAll('\\', '/'),
        readFileSync(file, 'utf8'),
      ),
    );
}

/** Visits every node, parents first; `parents` is the way to it, nearest last. */
export function walk(
  node: SourceNode,
  visit: (node: SourceNode, parents: readonly SourceNode[]) => void,
  parents: readonly SourceNode[] = [],
): void {
  visit(node, parents);
  const inner = [...parents, node];
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) walk(item, visit, inner);
    } else if (isNode(value)) walk(value, visit, inner);
  }
}

export function child(node: SourceNode | undefined, name: string): SourceNode | undefined {
  const value = node?.[name];
  return isNode(value) ? value : undefined;
}

export function children(node: SourceNode | undefined, name: string): SourceNode[] {
  const value = node?.[name];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** The name of an identifier, a JSX name, or a key that is written as a word or a string. */
export function nameOf(node: SourceNode | undefined): string | null {
  if (node === undefined) return null;
  if (typeof node.name === 'string') return node.name;
  return stringOf(node);
}

/** The text of a string literal; null of anything else. */
export function stringOf(node: SourceNode | undefined): string | null {
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : null;
}

/** "renderer/shell/app.tsx:12" */
export function placeOf(file: SourceFile, node: SourceNode): string {
  return `${file.path}:${file.text.slice(0, node.start).split('\n').length}`;
}
