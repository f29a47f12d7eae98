/** Parses source files (with Rolldown's parser), for tests about the source code. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'rolldown/parseAst';

/** A node of an ESTree with the fields that tests use; `child` returns all others. */
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

/**
 * Reads every .ts and .tsx file in a folder and its subfolders; paths are relative to `root`, with slashes.
 */
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

/** Visits every node, parents first; `parents` are the node's ancestors, nearest last. */
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

/** Returns the name of an identifier, of a JSX name, or of a key that is a word or a string. */
export function nameOf(node: SourceNode | undefined): string | null {
  if (node === undefined) return null;
  if (typeof node.name === 'string') return node.name;
  return stringOf(node);
}

/** Returns the text of a string literal; null for any other node. */
export function stringOf(node: SourceNode | undefined): string | null {
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : null;
}

/** Returns a position such as "renderer/shell/app.tsx:12". */
export function placeOf(file: SourceFile, node: SourceNode): string {
  return `${file.path}:${file.text.slice(0, node.start).split('\n').length}`;
}
