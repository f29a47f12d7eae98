/** What one person agreed to, and withdrew, oldest first. */
import { useEffect, useState } from 'react';
import type { ConsentEntry } from '../../../shared/contract/consent.ts';
import { useActions } from '../../lib/deck.tsx';
import { useMinutes } from '../../lib/now.ts';
import classes from './consent.module.css';
import { purposeName, usePurposesLanguage } from './language.ts';

function Entry({ entry }: { entry: ConsentEntry }) {
  const { words, format } = usePurposesLanguage();
  const texts = words.purposes.ledger;
  const now = useMinutes();
  const { kind, source, at, channel, purpose, wording, how } = entry;
  const about = [
    purpose === null ? texts.everyPurpose : purposeName(purpose, words.purposes),
    channel === null ? texts.everyChannel : words.channels[channel],
  ];
  return (
    <li className={classes.entry}>
      <span className="tnum">{format.when(at, now)}</span>
      <span>
        <strong>{texts[kind]}</strong> · {about.join(', ')}
        <span className={classes.quiet}>
          {' '}
          · {[texts.sources[source], ...(how === null ? [] : [how])].join(' · ')}
        </span>
        {wording !== null && (
          <span className={classes.wording} dir="auto">
            “{wording}”
          </span>
        )}
      </span>
    </li>
  );
}

/** The ledger of a number, E.164. */
export function ConsentLedger({ number }: { number: string }) {
  const texts = usePurposesLanguage().words.purposes.ledger;
  const { privacy } = useActions();
  const [entries, setEntries] = useState<readonly ConsentEntry[] | null>(null);
  useEffect(() => {
    let stale = false;
    void privacy.consentOf(number).then((answer) => {
      if (answer.ok && !stale) setEntries(answer.value.entries);
    });
    return () => {
      stale = true;
    };
  }, [privacy, number]);
  if (entries === null) return null;
  return (
    <section aria-label={texts.title}>
      <h4 className={classes.title}>{texts.title}</h4>
      {entries.length === 0 && <p className={classes.quiet}>{texts.none}</p>}
      <ol className={classes.entries}>
        {entries.map((entry) => (
          <Entry key={JSON.stringify(entry)} entry={entry} />
        ))}
      </ol>
    </section>
  );
}
