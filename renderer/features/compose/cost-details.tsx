import type { CountryCost } from '../../../shared/messaging/cost.ts';
import type { Channel } from '../../../shared/messaging/types.ts';
import { type Language, useLanguage } from '../../lib/language.tsx';
import { useMinutes } from '../../lib/now.ts';
import classes from './sending.module.css';
import type { DraftCost } from './sending-cost.ts';

/** Prices are loaded every six hours: older ones mean that Messente could not be reached. */
const oldMs = 12 * 3_600_000;
const mostCountries = 6;

function countryName(country: string | null, { words, format }: Language): string {
  return country === null ? words.sending.cost.noCountry : format.country(country);
}

function CountryLine({ cost }: { cost: CountryCost }) {
  const language = useLanguage();
  const { words, format } = language;
  const texts = words.sending.cost;
  return (
    <tr>
      <th scope="row">{countryName(cost.country, language)}</th>
      <td className="tnum">{format.number(cost.people)}</td>
      <td className="tnum">{cost.total === null ? texts.notKnown : format.money(cost.total.low)}</td>
      <td className="tnum">{cost.total === null ? texts.notKnown : format.money(cost.total.high)}</td>
    </tr>
  );
}

/** Explains the estimate, as far as it applies to this draft. */
function notesOf(cost: DraftCost, language: Language, now: number): string[] {
  const { words, format } = language;
  const texts = words.sending.cost;
  const names = (channels: readonly Channel[]) =>
    new Intl.ListFormat(words.locale).format(
      [...new Set(channels)].map((channel) => words.channels[channel]),
    );
  const steps = cost.countries.flatMap((country) => country.chain.steps);
  const charged = steps.filter((step) => step.source === 'charged').map((step) => step.channel);
  const missing = cost.unknown.filter((channel) => channel !== 'sms');
  const notes: string[] = [];
  if (steps.some((step) => step.price !== null && step.price.low !== step.price.high)) {
    if (steps.some((step) => step.source === 'list')) notes.push(texts.networks);
  }
  if (cost.steps.length > 1) notes.push(texts.chain);
  if (cost.steps.some(({ parts }) => parts.least !== parts.most)) notes.push(texts.merged);
  if (charged.length > 0) notes.push(texts.charged(names(charged)));
  if (missing.length > 0) notes.push(texts.missing(names(missing)));
  if (cost.unknown.includes('sms')) notes.push(texts.missingSms);
  if (cost.oldestAt !== null) {
    const when = format.when(cost.oldestAt, now);
    notes.push(now - cost.oldestAt > oldMs ? texts.old(when) : texts.asOf(when));
  }
  return notes;
}

export function CostDetails({ cost }: { cost: DraftCost }) {
  const language = useLanguage();
  const { words } = language;
  const texts = words.sending.cost;
  const now = useMinutes();
  const shown = cost.countries.slice(0, mostCountries);
  return (
    <div className={classes.costDetails}>
      <table>
        <thead>
          <tr>
            <th scope="col">{texts.country}</th>
            <th scope="col">{texts.people}</th>
            <th scope="col">{texts.least}</th>
            <th scope="col">{texts.most}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((country) => (
            <CountryLine key={country.country ?? ''} cost={country} />
          ))}
        </tbody>
      </table>
      {cost.countries.length > shown.length && (
        <p className={classes.quiet}>{words.sending.when.more(cost.countries.length - shown.length)}</p>
      )}
      {notesOf(cost, language, now).map((note) => (
        <p key={note} className={classes.costNote}>
          {note}
        </p>
      ))}
    </div>
  );
}
