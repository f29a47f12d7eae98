import type { QueryContext } from '../../../db/query-context.ts';

export type StoredTemplate = {
  readonly id: string;
  readonly name: string;
  /** JSON of a DraftChain. */
  readonly chain: string;
  readonly createdAt: number;
  readonly updatedAt: number;
};

/** Returns the templates by name. */
export function listTemplates(context: QueryContext, _input: Record<string, never>): StoredTemplate[] {
  return context.all<StoredTemplate>(
    `SELECT id, name, chain, created_at AS createdAt, updated_at AS updatedAt FROM template ORDER BY name, id`,
  );
}
