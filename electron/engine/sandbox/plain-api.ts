/**
 * Messente's plain-text calls for balance and prices, and for verification, which is not simulated. They take credentials as parameters and answer errors
 * with HTTP 200 (Messente's pages about account balance and pricing).
 */
import type { DecimalString } from '../../../shared/messaging/types.ts';
import type { SandboxAccount, SandboxAccounts } from './accounts.ts';
import { countryByCode, priceListAsCsv, pricesAsJson, pricesAsXml } from './price-list.ts';
import { type ApiRequest, answer, type Reply, type Route } from './reply.ts';

const text = (body: string): Reply => answer(200, 'text/plain; charset=utf-8', body);

/** Formats a balance exactly, with at least two decimals. Messente's example is `OK 10.23`. */
function written(balance: DecimalString): string {
  const [whole = '0', decimals = ''] = balance.split('.');
  return `${whole}.${decimals.padEnd(2, '0')}`;
}

/** Returns the parameters of the query and, for a POST, also those of its form. */
function parametersOf({ method, query, headers, body }: ApiRequest): URLSearchParams {
  const parameters = new URLSearchParams(query);
  const isForm = (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  if (method === 'POST' && isForm) {
    for (const [name, value] of new URLSearchParams(body.toString('utf8'))) parameters.append(name, value);
  }
  return parameters;
}

/**
 * ISO 3166 codes have two letters. An unknown code of two letters is "not supported"; anything else is "not
 * found".
 */
const countryCode = /^[a-z]{2}$/i;

export function plainRoutes(accounts: SandboxAccounts): Route[] {
  function guarded(handle: (account: SandboxAccount, parameters: URLSearchParams) => Reply): Route['handle'] {
    return (request) => {
      const parameters = parametersOf(request);
      const [username, password] = [parameters.get('username'), parameters.get('password')];
      if (username === null || password === null) return text('ERROR 102');
      const account = accounts.matching(username, password);
      return account === null ? text('ERROR 101') : handle(account, parameters);
    };
  }

  const balance = guarded(({ state }) => text(`OK ${written(state.balance)}`));

  const prices = guarded(({ state }, parameters) => {
    const code = parameters.get('country') ?? '';
    const format = parameters.get('format') ?? 'json';
    const { prices: changes } = state.weather;
    if (code === '') return text('ERROR 102');
    if (format !== 'json' && format !== 'xml') return text('ERROR 106');
    const country = countryByCode(code);
    if (country === null) return text(countryCode.test(code) ? 'ERROR 105' : 'ERROR 104');
    return format === 'json'
      ? answer(200, 'application/json', pricesAsJson(country, changes))
      : answer(200, 'application/xml; charset=utf-8', pricesAsXml(country, changes));
  });

  const priceList = guarded(({ state }) => text(priceListAsCsv(state.weather.prices)));

  // Messente's code for a failure of its server.
  const verification = guarded(() => answer(501, 'text/plain; charset=utf-8', 'ERROR 209'));

  return [
    { method: 'GET', pattern: /^\/get_balance$/, handle: balance },
    { method: 'POST', pattern: /^\/get_balance$/, handle: balance },
    { method: 'GET', pattern: /^\/prices$/, handle: prices },
    { method: 'GET', pattern: /^\/pricelist$/, handle: priceList },
    { method: 'POST', pattern: /^\/verify\/(?:start|pin)$/, handle: verification },
  ];
}
