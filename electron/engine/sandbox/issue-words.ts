/** Plain words for what a schema refuses, where the schema itself has none. Zod's own words are for programmers. */
import type { z } from 'zod';

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const units: Readonly<Record<string, readonly [one: string, several: string]>> = {
  array: ['entry', 'entries'],
  string: ['character', 'characters'],
};

function outOfBounds(which: 'at least' | 'at most', limit: number | bigint, origin: string): string {
  const unit = units[origin];
  if (unit === undefined) return `Must be ${which} ${limit}`;
  return `Must have ${which} ${limit} ${Number(limit) === 1 ? unit[0] : unit[1]}`;
}

/** The `error` of `safeParse`. A message of the schema comes before these. */
function issueWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `Must be ${kinds[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return outOfBounds('at least', issue.minimum, issue.origin);
    case 'too_big':
      return outOfBounds('at most', issue.maximum, issue.origin);
    case 'invalid_value':
      return `Must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'invalid_key':
      return issue.issues[0]?.message;
    default:
      return undefined;
  }
}

/** Parses outside data like `schema.safeParse`, with plain words for what is refused. */
export function parsePlainly<T>(schema: z.ZodType<T>, value: unknown): z.ZodSafeParseResult<T> {
  return schema.safeParse(value, { error: issueWords });
}
