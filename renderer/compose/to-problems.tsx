import { Button, Select } from '@mantine/core';
import { getCountries } from 'libphonenumber-js/min';
import { type ReactNode, useMemo } from 'react';
import { useActions } from '../app/deck.tsx';
import { useLanguage, useWords } from '../app/language.tsx';
import { useProblemText } from '../ui/problem-text.tsx';
import classes from './compose.module.css';
import type { Recipients } from './recipients.ts';

const mostNamed = 4;

/** Countries by their names, for a choice. */
export function useCountries(): { value: string; label: string }[] {
  const { words, format } = useLanguage();
  return useMemo(() => {
    const named = getCountries().map((code) => ({ value: code, label: format.country(code) }));
    return named.toSorted((one, other) => one.label.localeCompare(other.label, words.locale));
  }, [words, format]);
}

/** Asked only where a number has no country code; what came of it stands in the chips. */
function AskCountry({ count }: { count: number }) {
  const words = useLanguage().words.compose;
  const { console } = useActions();
  const countries = useCountries();
  return (
    <div className={classes.toProblem}>
      <span>{words.whichCountry(count)}</span>
      <Select
        searchable
        size="xs"
        w={200}
        aria-label={words.country}
        placeholder={words.chooseCountry}
        data={countries}
        value={null}
        onChange={(code) => {
          if (code !== null) void console.setSettings({ defaultCountry: code });
        }}
      />
    </div>
  );
}

function Wrong({ recipients }: { recipients: Recipients }) {
  const rowWords = useWords().drafts.row;
  const say = useProblemText();
  const words = useLanguage().words.compose;
  const { compose } = useActions();
  const wrong = recipients.wrong.filter((one) => one.problem?.code !== 'number-no-country');
  if (wrong.length === 0) return null;
  const removable = wrong.filter((one) => !one.key.startsWith('typed-'));
  return (
    <div className={`${classes.toProblem} ${classes.toWrong}`}>
      <ul>
        {wrong.slice(0, mostNamed).map((one) => (
          <li key={one.key}>
            {one.row !== null && <span className="tnum">{rowWords(one.row)} </span>}
            <strong>{one.written}</strong> {one.problem && say.whole(one.problem)}
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

export function ToProblems({ recipients, missing }: { recipients: Recipients; missing: boolean }) {
  const words = useLanguage().words.compose;
  const added = recipients.all.find((one) => one.countryAdded);
  const notes: ReactNode[] = [];
  if (added?.phone) notes.push(words.cameOf(added.written, added.phone.international));
  if (recipients.repeats > 0) notes.push(words.repeats(recipients.repeats));
  return (
    <>
      {missing && <p className={`${classes.toProblem} ${classes.toWrong}`}>{words.noRecipients}</p>}
      {recipients.withoutCountry.length > 0 && <AskCountry count={recipients.withoutCountry.length} />}
      <Wrong recipients={recipients} />
      {notes.length > 0 && <p className={classes.toNote}>{notes.join(' · ')}</p>}
    </>
  );
}
