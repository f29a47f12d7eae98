import type { QueryContext } from '../../../db/query-context.ts';
import type { Condition, Sql, Walk } from './condition.ts';
import { hasTerm, type Search, type SearchTerm, searchExpression } from './search-expression.ts';

/** Beyond this number of terms that are also tag names, terms are searched in the texts only. */
const mostTagTerms = 3;
/** The maximum number of tags that a term may match, the most used first. */
const mostTags = 40;

/**
 * One way to find a message: some terms by its texts, numbers and senders, each other term by one of these
 * tags.
 */
type Way = { readonly rest: readonly SearchTerm[]; readonly tagged: readonly (readonly number[])[] };

/**
 * Returns the condition of a search: each term is in the message's numbers, texts or senders, or in the name
 * of one of its tags. Tags are not in the full-text index: adding one would rewrite the message's whole
 * entry, which takes 20 ms in a large file, because erased content is overwritten. There are few tags, so
 * their names are read here. Special characters, such as an emoji, narrow the matches: no index has them.
 * @returns null if nothing can match, because there is no term
 */
export function ofSearch(context: QueryContext, { terms, signs }: Search): Condition | null {
  if (terms.length === 0) return null;
  const ways = waysOf(context, terms);
  const tests = ways.map((way) => all([testOf(way, 'f.seq'), ...hasSigns(signs, 'f.seq')]));
  return {
    test: {
      sql: `(${tests.map(({ sql }) => sql).join(' OR ')})`,
      values: tests.flatMap(({ values }) => values),
    },
    walks: ways.flatMap((way) => walksOf(way, signs)),
    inOrder: true,
    count: () => Number.POSITIVE_INFINITY,
    exact: false,
    isSearch: true,
  };
}

function waysOf(context: QueryContext, terms: readonly SearchTerm[]): Way[] {
  const tags = context
    .all<{ id: number; name: string; messages: number }>('SELECT id, name, messages FROM tag')
    .sort((a, b) => b.messages - a.messages);
  const tagsOfTerm = new Map<SearchTerm, number[]>();
  for (const term of terms) {
    const its = tags.filter(({ name }) => hasTerm(name, term)).slice(0, mostTags);
    if (its.length > 0 && tagsOfTerm.size < mostTagTerms) {
      tagsOfTerm.set(
        term,
        its.map(({ id }) => id),
      );
    }
  }
  let ways: Way[] = [{ rest: terms, tagged: [] }];
  for (const [term, ids] of tagsOfTerm) {
    ways = ways.flatMap((way) => [
      way,
      { rest: way.rest.filter((one) => one !== term), tagged: [...way.tagged, ids] },
    ]);
  }
  return ways;
}

function hasTags(tagged: Way['tagged'], seq: string): Sql[] {
  return tagged.map((ids) => ({
    sql: `EXISTS (SELECT 1 FROM omnimessage_tag t WHERE t.omnimessage_seq = ${seq} AND t.tag_id IN (${ids.map(() => '?').join(', ')}))`,
    values: ids,
  }));
}

function all(parts: readonly Sql[]): Sql {
  return {
    sql: parts.map(({ sql }) => sql).join(' AND '),
    values: parts.flatMap(({ values }) => values),
  };
}

function testOf({ rest, tagged }: Way, seq: string): Sql {
  const text: Sql[] =
    rest.length === 0
      ? []
      : [
          {
            sql: `EXISTS (SELECT 1 FROM message_search WHERE message_search MATCH ? AND rowid = ${seq})`,
            values: [searchExpression(rest)],
          },
        ];
  return all([...text, ...hasTags(tagged, seq)]);
}

function hasSigns(signs: readonly string[], seq: string): Sql[] {
  return signs.map((sign) => ({
    sql: `(EXISTS (SELECT 1 FROM message_text x WHERE x.seq = ${seq} AND instr(coalesce(x.body, '') || coalesce(x.sender, ''), ?) > 0)
      OR EXISTS (SELECT 1 FROM omnimessage_tag t JOIN tag n ON n.id = t.tag_id WHERE t.omnimessage_seq = ${seq} AND instr(n.name, ?) > 0))`,
    values: [sign, sign],
  }));
}

function walksOf({ rest, tagged }: Way, signs: readonly string[]): Walk[] {
  if (rest.length > 0) {
    const found = { sql: 'message_search MATCH ?', values: [searchExpression(rest)] };
    const where = all([found, ...hasTags(tagged, 's.rowid'), ...hasSigns(signs, 's.rowid')]);
    return [{ from: 'message_search s', seq: 's.rowid', where }];
  }
  const [first = [], ...others] = tagged;
  return first.map((id) => ({
    from: 'omnimessage_tag d INDEXED BY omnimessage_tag_tag',
    seq: 'd.omnimessage_seq',
    where: all([
      { sql: 'd.tag_id = +?', values: [id] },
      ...hasTags(others, 'd.omnimessage_seq'),
      ...hasSigns(signs, 'd.omnimessage_seq'),
    ]),
  }));
}
