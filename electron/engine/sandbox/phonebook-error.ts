/** The error answers of Messente's phonebook calls. */
import { json, type Reply, wantsBasic } from './reply.ts';

/** Messente's error codes of the phonebook. They are always strings. */
export const phonebookTitles = {
  '201': 'Invalid data',
  '202': 'Unauthorized',
  '203': 'Missing resource',
  '204': 'Conflict',
  '205': 'General error',
  '244': 'Client error',
} as const;

type PhonebookCode = keyof typeof phonebookTitles;

/** Returns one error in the phonebook's shape, which has no `source`. */
export function phonebookError(code: PhonebookCode, detail: string) {
  return { title: phonebookTitles[code], detail, code };
}

export function phonebookErrors(
  status: number,
  code: PhonebookCode,
  details: readonly string[],
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return json(status, { errors: details.map((detail) => phonebookError(code, detail)) }, headers);
}

export const phonebookUnauthorized = (): Reply => phonebookErrors(401, '202', ['Unauthorized'], wantsBasic);
