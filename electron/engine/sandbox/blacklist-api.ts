/** Messente's calls for the blacklist of an account, and the control side's call that changes it as the Dashboard would. */
import { z } from 'zod';
import type { SandboxAccount, SandboxAccounts } from './accounts.ts';
import { parsePlainly } from './issue-words.ts';
import { phonebookErrors, phonebookUnauthorized } from './phonebook-error.ts';
import { type ApiRequest, json, noContent, parseJson, type Reply, type Route } from './reply.ts';
import { e164 } from './schema-parts.ts';

/** The body of `POST /phonebook/blacklist`. */
export const numberToBlacklist = z.strictObject({ phoneNumber: e164 });

/** The body of `PUT /sandbox/blacklist`. */
export const blacklistChange = z.strictObject({
  add: z.array(e164).default([]),
  remove: z.array(e164).default([]),
});

export function blacklistRoutes(accounts: SandboxAccounts): Route[] {
  function guarded(
    handle: (account: SandboxAccount, request: ApiRequest, phone: string) => Promise<Reply> | Reply,
  ): Route['handle'] {
    return (request, [phone = '']) => {
      const account = accounts.authorized(request);
      return account === null ? phonebookUnauthorized() : handle(account, request, phone);
    };
  }

  /** As `guarded`, for a path that ends with a number; answers 400 if that is not one. */
  function guardedNumber(
    handle: (account: SandboxAccount, number: string) => Promise<Reply> | Reply,
  ): Route['handle'] {
    return guarded((account, _, phone) => {
      const number = e164.safeParse(decoded(phone));
      if (number.success) return handle(account, number.data);
      return phonebookErrors(
        400,
        '201',
        number.error.issues.map(({ message }) => message),
      );
    });
  }

  async function add({ state, engine }: SandboxAccount, { body }: ApiRequest): Promise<Reply> {
    const parsed = parseJson(body);
    if (parsed === null) return phonebookErrors(400, '201', ['The body is not JSON']);
    const read = parsePlainly(numberToBlacklist, parsed.value);
    if (!read.success) {
      return phonebookErrors(
        400,
        '201',
        read.error.issues.map(({ path, message }) => [...path.map(String), message].join(': ')),
      );
    }
    const { phoneNumber } = read.data;
    if (state.blacklist.has(phoneNumber)) return phonebookErrors(409, '204', ['Already blacklisted']);
    await engine.changeState({ type: 'blacklist', add: [phoneNumber], remove: [] });
    return noContent();
  }

  const notListed = () => phonebookErrors(404, '203', ['The number is not in the blacklist']);
  const all = /^\/phonebook\/blacklist$/;
  const single = /^\/phonebook\/blacklist\/([^/]+)$/;
  return [
    {
      method: 'GET',
      pattern: all,
      handle: guarded(({ state }) => json(200, { phoneNumbers: [...state.blacklist] })),
    },
    { method: 'POST', pattern: all, handle: guarded(add) },
    {
      method: 'GET',
      pattern: single,
      handle: guardedNumber(({ state }, number) => (state.blacklist.has(number) ? noContent() : notListed())),
    },
    {
      method: 'DELETE',
      pattern: single,
      handle: guardedNumber(async ({ state, engine }, number) => {
        if (!state.blacklist.has(number)) return notListed();
        await engine.changeState({ type: 'blacklist', add: [], remove: [number] });
        return noContent();
      }),
    },
  ];
}

/** Returns the blacklist as the control side answers it. */
export function blacklistJson({ state }: SandboxAccount) {
  return { phone_numbers: [...state.blacklist] };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
