/**
 * The calls of Messente's API that the sandbox does not simulate. They are answered with 501, so that a program can tell
 * them from a wrong path and from an unknown id.
 */
import type { SandboxAccounts } from './accounts.ts';
import { apiError } from './api-error.ts';
import { errors, type Route, unauthorized } from './reply.ts';

type Call = { readonly path: string; readonly methods: readonly string[] };

/** Messente's document of its API names them; `{…}` is a part of the path. */
export const callsNotSimulated: readonly Call[] = [
  { path: '/hlr/sync', methods: ['POST'] },
  { path: '/verify/start', methods: ['POST'] },
  { path: '/verify/pin', methods: ['POST'] },
  { path: '/statistics/reports', methods: ['POST'] },
  { path: '/phonebook/blacklist', methods: ['GET', 'POST'] },
  { path: '/phonebook/blacklist/{phone}', methods: ['GET', 'DELETE'] },
  { path: '/phonebook/contacts', methods: ['GET', 'POST'] },
  { path: '/phonebook/contacts/{phone}', methods: ['GET', 'PATCH', 'DELETE'] },
  { path: '/phonebook/contacts/{phone}/groups', methods: ['GET'] },
  { path: '/phonebook/groups', methods: ['GET', 'POST'] },
  { path: '/phonebook/groups/{groupId}', methods: ['GET', 'PUT', 'DELETE'] },
  { path: '/phonebook/groups/{groupId}/contacts/{phone}', methods: ['POST', 'DELETE'] },
];

export function notSimulatedRoutes(accounts: SandboxAccounts): Route[] {
  return callsNotSimulated.flatMap(({ path, methods }) => {
    const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/gu, '[^/]+')}$`, 'u');
    return methods.map((method) => ({
      method,
      pattern,
      handle: (request) =>
        accounts.authorized(request) === null
          ? unauthorized()
          : errors(501, [apiError('104', 'The sandbox does not simulate this call')]),
    }));
  });
}
