import { Button, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Listed } from '../../../shared/contract/compose.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useLanguage, useWords } from '../../lib/language.tsx';
import { listedLines } from '../../lib/listed-lines.ts';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import { useCountries } from '../../lib/use-countries.ts';
import classes from './compose.module.css';
import type { Recipient, Recipients } from './recipients.ts';

const mostNamed = 4;

/** Asked only if a number has no country code; the result is shown in the chips. */
function AskCountry({ among }: { among: readonly Recipient[] }) {
  const words = useLanguage().words.compose;
  const { setSettings } = useActions().settings;
  const countries = useCountries();
  return (
    <div className={classes.toProblem}>
      <span>{words.whichCountry(among.length)}</span>
      <Select
        searchable
        size="xs"
        w={200}
        aria-label={words.country}
        placeholder={words.chooseCountry}
        data={countries}
        value={null}
        onChange={(code) => {
          if (code !== null) void setSettings({ defaultCountry: code });
        }}
      />
      <ReadAs among={among} country={null} />
    </div>
  );
}

/** The possible readings of numbers without "+", each with its count and an example. */
function ReadAs({ among, country }: { among: readonly Recipient[]; country: string | null }) {
  const { words, format } = useLanguage();
  const { compose } = useActions();
  return (['international', 'national'] as const).map((as) => {
    const [first, ...others] = among.filter((one) => one.readings?.[as]);
    const number = first?.readings?.[as]?.international;
    if (first === undefined || number === undefined) return null;
    const name = country === null ? '' : format.country(country);
    return (
      <Button key={as} variant="default" onClick={() => compose.settleNumbers(as)}>
        {words.compose.readAs[as](others.length + 1, words.compose.cameOf(first.written, number), name)}
      </Button>
    );
  });
}

/** A number that may already have its country code never gets one by guessing. */
function AskReading({ ambiguous }: { ambiguous: readonly Recipient[] }) {
  const words = useLanguage().words.compose;
  const country = useDeck((state) => state.console.settings?.defaultCountry ?? null);
  return (
    <div className={`${classes.toProblem} ${classes.toReadings}`}>
      <span>{words.howRead(ambiguous.length)}</span>
      <ReadAs among={ambiguous} country={country} />
    </div>
  );
}

function Wrong({ recipients }: { recipients: Recipients }) {
  const rowWords = useWords().drafts.row;
  const textOf = useProblemText();
  const words = useLanguage().words.compose;
  const { compose } = useActions();
  const wrong = recipients.wrong.filter(
    (one) => !/^number-(?:no-country|ambiguous)$/.test(one.problem?.code ?? ''),
  );
  if (wrong.length === 0) return null;
  const removable = wrong.filter((one) => !one.key.startsWith('typed-'));
  return (
    <div className={`${classes.toProblem} ${classes.toWrong}`}>
      <ul>
        {wrong.slice(0, mostNamed).map((one) => (
          <li key={one.key}>
            {one.row !== null && <span className="tnum">{rowWords(one.row)} </span>}
            <strong>{one.written}</strong> {one.problem && textOf.whole(one.problem)}
          </li>
        ))}
        {wrong.length > mostNamed && <li>{words.more(wrong.length - mostNamed)}</li>}
      </ul>
      {removable.length > 0 && (
        <Button variant="default" onClick={() => compose.removeRecipients(removable.map((one) => one.key))}>
          {words.removeBad(removable.length)}
        </Button>
      )}
    </div>
  );
}

/** Recipients that are not sent to, with their reasons. */
function NotWritten({ listed }: { listed: readonly Listed[] }) {
  const { words, format } = useLanguage();
  const texts = words.sending.before;
  return (
    <div className={classes.toProblem}>
      <ul className="tnum">
        <li>{texts.doNotSend(listed.length)}</li>
        {listedLines(listed, texts, format.phone).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

export function ToProblems({ recipients, missing }: { recipients: Recipients; missing: boolean }) {
  const { compose: words, sending } = useLanguage().words;
  const added = recipients.all.find((one) => one.countryAdded);
  const notes: ReactNode[] = [];
  if (added?.phone) notes.push(words.cameOf(added.written, added.phone.international));
  if (recipients.repeats > 0) notes.push(words.repeats(recipients.repeats));
  return (
    <>
      {missing && (
        <p className={`${classes.toProblem} ${classes.toWrong}`}>
          {recipients.listed.length > 0 ? sending.before.nobodyLeft : words.noRecipients}
        </p>
      )}
      {recipients.withoutCountry.length > 0 && <AskCountry among={recipients.withoutCountry} />}
      {recipients.listed.length > 0 && <NotWritten listed={recipients.listed} />}
      {recipients.ambiguous.length > 0 && <AskReading ambiguous={recipients.ambiguous} />}
      <Wrong recipients={recipients} />
      {notes.length > 0 && <p className={classes.toNote}>{notes.join(' · ')}</p>}
    </>
  );
}
