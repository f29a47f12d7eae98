import type { JournalEntry } from '../../../shared/contract/journal.ts';
import settings from '../../lib/ui/settings.module.css';
import classes from './audit-log.module.css';
import { actorText, settingName, valuesOf } from './entry-text.ts';
import { useJournalLanguage } from './language.ts';

/** Shows everything in an entry. */
export function EntryDetails({ entry }: { entry: JournalEntry }) {
  const language = useJournalLanguage();
  const { words, format } = language;
  const texts = words.audit;
  const setting = settingName(entry, language);
  return (
    <section className={classes.details} aria-label={texts.details}>
      <h3>{texts.changes[entry.what]}</h3>
      <dl className={settings.facts}>
        <dt>{texts.time}</dt>
        <dd>{format.full(entry.at)}</dd>
        <dt>{texts.by}</dt>
        <dd>{actorText(entry, language)}</dd>
        {entry.number !== null && (
          <>
            <dt>{texts.number}</dt>
            <dd className="tnum">{format.phone(entry.number)}</dd>
          </>
        )}
        {entry.subject !== null && (
          <>
            <dt>{setting === null ? texts.subject : texts.setting}</dt>
            <dd>{setting ?? <span className="mono">{entry.subject}</span>}</dd>
          </>
        )}
        {valuesOf(entry, language).map(({ name, text }) => (
          <div key={name} className={classes.value}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
