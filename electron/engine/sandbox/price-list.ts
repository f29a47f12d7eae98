/** Prices of messages, and the price list in Messente's three formats. */
import Big from 'big.js';
import { escapeMarkup } from '../../../shared/markup.ts';
import type { Channel } from '../../../shared/messaging/types.ts';
import type { PriceChanges } from '../../../shared/sandbox/scenario.ts';
import { priceListText } from './price-list-data.ts';

type ChannelPrices = Readonly<Record<Channel, string>>;

export type CountryPrices = {
  /** ISO 3166 code, two letters. */
  readonly code: string;
  readonly name: string;
  /** The calling prefix, digits only. */
  readonly prefix: string;
  readonly prices: ChannelPrices;
  readonly networks: readonly { readonly mccmnc: string; readonly name: string }[];
};

/** Prices for a number that belongs to no country on the list. */
const pricesElsewhere: ChannelPrices = {
  sms: '0.085',
  viber: '0.034',
  whatsapp: '0.07',
  rcs: '0.07',
  telegram: '0.015',
};

/**
 * Parses one line of the price list.
 *
 * @throws if a line has too few fields, which is a bug in the list
 */
function parseLine(line: string): CountryPrices {
  const fields = line.split('|').map((field) => field.trim());
  const [code, name, prefix, sms, viber, whatsapp, rcs, telegram, networks] = fields;
  if (code === undefined || name === undefined || prefix === undefined) throw new Error(line);
  if (sms === undefined || viber === undefined || whatsapp === undefined) throw new Error(line);
  if (rcs === undefined || telegram === undefined || networks === undefined) throw new Error(line);
  return {
    code,
    name,
    prefix,
    prices: { sms, viber, whatsapp, rcs, telegram },
    networks: networks.split(', ').map((network) => {
      const space = network.indexOf(' ');
      return { mccmnc: network.slice(0, space), name: network.slice(space + 1) };
    }),
  };
}

const countries: readonly CountryPrices[] = priceListText.trim().split('\n').map(parseLine);
const byCode = new Map(countries.map((country) => [country.code, country]));
const byPrefix = new Map(countries.map((country) => [country.prefix, country]));
const longestPrefix = 3;

/**
 * Finds the country of a number by the longest matching prefix. @param to a number in E.164; @returns null if
 * no country matches
 */
export function countryOfNumber(to: string): CountryPrices | null {
  for (let length = longestPrefix; length > 0; length--) {
    const country = byPrefix.get(to.slice(1, 1 + length));
    if (country !== undefined) return country;
  }
  return null;
}

/** Finds a country. @param code ISO 3166, two letters, upper or lower case */
export function countryByCode(code: string): CountryPrices | null {
  return byCode.get(code.toUpperCase()) ?? null;
}

function priceIn(country: CountryPrices, channel: Channel, changes: PriceChanges): string {
  return changes[country.code]?.[channel] ?? country.prices[channel];
}

/**
 * Returns the price of one SMS part or message on this channel to this number, in EUR as an exact decimal
 * string.
 *
 * @param changes prices that differ from the list
 */
export function partPrice(to: string, channel: Channel, changes: PriceChanges): string {
  const country = countryOfNumber(to);
  return country === null ? pricesElsewhere[channel] : priceIn(country, channel, changes);
}

/** Formats a price. Messente's examples have five decimals; a price that needs more keeps all of them. */
function listed(price: string): string {
  const exact = new Big(price);
  const five = exact.toFixed(5);
  return exact.eq(five) ? five : exact.toFixed();
}

function networksOf(country: CountryPrices, changes: PriceChanges) {
  const price = listed(priceIn(country, 'sms', changes));
  return country.networks.map(({ mccmnc, name }) => ({ mccmnc, name, price }));
}

/**
 * Formats the answer of `/prices?format=json` (Messente's page about the Pricing API), in which mccmnc is a
 * number.
 */
export function pricesAsJson(country: CountryPrices, changes: PriceChanges): string {
  const { code, name, prefix } = country;
  const networks = networksOf(country, changes).map((network) => ({
    ...network,
    mccmnc: Number(network.mccmnc),
  }));
  return JSON.stringify({ country: code, name, prefix, networks });
}

/** Formats the answer of `/prices?format=xml` (Messente's page about the Pricing API). */
export function pricesAsXml(country: CountryPrices, changes: PriceChanges): string {
  const element = (name: string, text: string) => `<${name}>${escapeMarkup(text)}</${name}>\n`;
  const networks = networksOf(country, changes)
    .map(
      ({ mccmnc, name, price }) =>
        `<network>\n${element('mccmnc', mccmnc)}${element('name', name)}${element('price', price)}</network>\n`,
    )
    .join('');
  return (
    `<?xml version='1.0' encoding='UTF-8' standalone="yes"?>\n<pricing>\n` +
    `${element('country', country.code)}${element('name', country.name)}${element('prefix', country.prefix)}` +
    `<networks>\n${networks}</networks>\n</pricing>\n`
  );
}

function csvField(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Formats the answer of `/pricelist`: CSV with one line per network. */
export function priceListAsCsv(changes: PriceChanges): string {
  const lines = countries.flatMap((country) =>
    networksOf(country, changes).map(({ mccmnc, name, price }) =>
      [country.name, country.code, mccmnc, name, price].map(csvField).join(','),
    ),
  );
  return `Country,Code,MCCMNC,Network,Price\n${lines.join('\n')}\n`;
}
