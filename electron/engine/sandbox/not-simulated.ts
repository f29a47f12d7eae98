/**
 * The calls of Messente's API that the sandbox does not simulate. They are answered with 501, so that a program can tell
 * them from a wrong path and from an unknown id.
 */
import type { SandboxAccounts } from './accounts.ts';
import { phonebookError } from './phonebook-error.ts';
import { json, type Route, wantsBasic } from './reply.ts';

type Call = {
  readonly path: string;
  readonly methods: readonly string[];
  /** The schema of its errors; null for calls that answer plain text and have credentials in their parameters. */
  readonly errors: keyof typeof bodies | null;
};

const why = 'The sandbox does not simulate this call';

/** The bodies of the answers 401 and 501, as each of Messente's APIs words them. */
const bodies = {
  ErrorNumberLookup: {
    401: { error: { code: 101, description: 'Unauthorized' } },
    501: { error: { code: 103, description: why } },
  },
  ErrorStatistics: {
    401: { title: 'Unauthorized', details: 'Unauthorized', code: '103' },
    501: { title: 'Internal Server Error', details: why, code: '105' },
  },
  ErrorPhonebook: {
    401: phonebookError('202', 'Unauthorized'),
    501: phonebookError('205', why),
  },
} as const;

/** Messente's document of its API names them; `{…}` is a part of the path. */
export const callsNotSimulated: readonly Call[] = [
  { path: '/hlr/sync', methods: ['POST'], errors: 'ErrorNumberLookup' },
  { path: '/verify/start', methods: ['POST'], errors: null },
  { path: '/verify/pin', methods: ['POST'], errors: null },
  { path: '/statistics/reports', methods: ['POST'], errors: 'ErrorStatistics' },
  { path: '/phonebook/contacts', methods: ['GET', 'POST'], errors: 'ErrorPhonebook' },
  { path: '/phonebook/contacts/{phone}', methods: ['GET', 'PATCH', 'DELETE'], errors: 'ErrorPhonebook' },
  { path: '/phonebook/contacts/{phone}/groups', methods: ['GET'], errors: 'ErrorPhonebook' },
  { path: '/phonebook/groups', methods: ['GET', 'POST'], errors: 'ErrorPhonebook' },
  { path: '/phonebook/groups/{groupId}', methods: ['GET', 'PUT', 'DELETE'], errors: 'ErrorPhonebook' },
  {
    path: '/phonebook/groups/{groupId}/contacts/{phone}',
    methods: ['POST', 'DELETE'],
    errors: 'ErrorPhonebook',
  },
];

/** Returns the routes of the calls that answer JSON; plain-api.ts has the others. */
export function notSimulatedRoutes(accounts: SandboxAccounts): Route[] {
  return callsNotSimulated.flatMap(({ path, methods, errors }) => {
    if (errors === null) return [];
    const body = bodies[errors];
    const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/gu, '[^/]+')}$`, 'u');
    return methods.map((method) => ({
      method,
      pattern,
      handle: (request) =>
        accounts.authorized(request) === null
          ? json(401, { errors: [body[401]] }, wantsBasic)
          : json(501, { errors: [body[501]] }),
    }));
  });
}
