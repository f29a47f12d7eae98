import { isDecimal } from '../../../shared/messaging/money.ts';
import { ok } from '../../../shared/messaging/problem.ts';
import { parseJson, problemOfAnswer } from './error-bodies.ts';
import { apiFail } from './problems.ts';
import { fieldsOf, textOf } from './send-outcome.ts';
import type { ApiResult, Balance, CountryPrices } from './types.ts';

/**
 * Parses the answer to GET /get_balance: `OK 10.23`, in euros.
 * @param httpStatus the answer's HTTP status; errors also have status 200
 * @param text the body; null if it was not readable
 */
export function readBalance(httpStatus: number, text: string | null): ApiResult<Balance> {
  const amount = /^\s*OK\s+(-?[\d.]+)\s*$/i.exec(text ?? '')?.[1];
  if (httpStatus === 200 && isDecimal(amount)) return ok({ amount, currency: 'EUR' });
  return apiFail(problemOfAnswer('balance', httpStatus, text));
}

/** Reads a field that is a string in Messente's examples and a number in its models, or the reverse. */
function textOrNumber(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return textOf(value);
}

/**
 * Parses the answer to GET /prices: `{country, name, prefix, networks:[{mccmnc, name, price}]}`. A network
 * without a readable price is left out.
 * @param httpStatus the answer's HTTP status; errors also have status 200
 * @param text the body; null if it was not readable
 */
export function readPrices(httpStatus: number, text: string | null): ApiResult<CountryPrices> {
  const body = text === null ? null : fieldsOf(parseJson(text));
  const country = textOf(body?.country);
  const networks = body?.networks;
  if (httpStatus !== 200 || country === null || !Array.isArray(networks)) {
    return apiFail(problemOfAnswer('prices', httpStatus, text));
  }
  return ok({
    country: country.toUpperCase(),
    name: textOf(body?.name) ?? country.toUpperCase(),
    prefix: (textOrNumber(body?.prefix) ?? '').replace(/^\+/, ''),
    networks: networks.flatMap((entry: unknown) => {
      const network = fieldsOf(entry);
      const price = textOrNumber(network?.price);
      const mccmnc = textOrNumber(network?.mccmnc);
      if (mccmnc === null || !isDecimal(price)) return [];
      return [{ mccmnc, name: textOf(network?.name) ?? mccmnc, price }];
    }),
  });
}
