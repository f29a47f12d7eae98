/**
 * Messente's plain-text calls: balance and prices. They take their credentials as parameters and answer errors with
 * HTTP 200 (Messente's pages on account balance and pricing).
 */
import type { DecimalString } from '../../../shared/messaging/types.ts';
import { countryByCode, priceListAsCsv, pricesAsJson, pricesAsXml } from './price-list.ts';
import { type ApiRequest, answer, type Reply, type Route } from './reply.ts';
import type { SandboxState } from './state.ts';

export type PlainParts = {
  readonly state: SandboxState;
  readonly username: string;
  readonly password: string;
};

const text = (body: string): Reply => answer(200, 'text/plain; charset=utf-8', body);

/** Exact, with two decimals at least: Messente's sample is `OK 10.23`. */
function written(balance: DecimalString): string {
  const [whole = '0', decimals = ''] = balance.split('.');
  return `${whole}.${decimals.padEnd(2, '0')}`;
}

/** Parameters of the query; of a POST also those of its form. */
function parametersOf({ method, query, headers, body }: ApiRequest): URLSearchParams {
  const parameters = new URLSearchParams(query);
  const isForm = (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  if (method === 'POST' && isForm) {
    for (const [name, value] of new URLSearchParams(body.toString('utf8'))) parameters.append(name, value);
  }
  return parameters;
}

/** ISO 3166 codes have two letters; one that no country of the list has is "not supported", all else "not found". */
const countryCode = /^[a-z]{2}$/i;

export function plainRoutes({ state, username, password }: PlainParts): Route[] {
  function guarded(handle: (parameters: URLSearchParams) => Reply): Route['handle'] {
    return (request) => {
      const parameters = parametersOf(request);
      const given = [parameters.get('username'), parameters.get('password')];
      if (given.includes(null)) return text('ERROR 102');
      if (given[0] !== username || given[1] !== password) return text('ERROR 101');
      return handle(parameters);
    };
  }

  const balance = guarded(() => text(`OK ${written(state.balance)}`));

  const prices = guarded((parameters) => {
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

  const priceList = guarded(() =>
    answer(200, 'text/csv; charset=utf-8', priceListAsCsv(state.weather.prices)),
  );

  return [
    { method: 'GET', pattern: /^\/get_balance$/, handle: balance },
    { method: 'POST', pattern: /^\/get_balance$/, handle: balance },
    { method: 'GET', pattern: /^\/prices$/, handle: prices },
    { method: 'GET', pattern: /^\/pricelist$/, handle: priceList },
  ];
}
