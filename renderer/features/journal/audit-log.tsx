/** The audit log: who changed what and when. */
import { Button, Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { JournalFilter } from '../../../shared/contract/journal.ts';
import { actorKinds, changeKinds } from '../../../shared/journal-kinds.ts';
import { csvSeparator } from '../../lib/csv-separator.ts';
import { useActions } from '../../lib/deck.tsx';
import { EmptyState } from '../../lib/ui/empty-state.tsx';
import settings from '../../lib/ui/settings.module.css';
import { Toolbar } from '../../lib/ui/toolbar.tsx';
import { showSaved } from '../backups/index.ts';
import classes from './audit-log.module.css';
import { EntryDetails } from './entry-details.tsx';
import { EntryList } from './entry-list.tsx';
import { useJournalLanguage } from './language.ts';
import { useEntries } from './use-entries.ts';

const hour = 60 * 60 * 1000;
const spans = { any: null, day: 24 * hour, week: 7 * 24 * hour, month: 30 * 24 * hour } as const;
type Span = keyof typeof spans;

type Chosen = {
  readonly actor: (typeof actorKinds)[number] | null;
  readonly what: (typeof changeKinds)[number] | null;
  readonly span: Span;
};

const everything: Chosen = { actor: null, what: null, span: 'any' };

function filterOf({ actor, what, span }: Chosen): JournalFilter {
  const length = spans[span];
  return {
    ...(actor === null ? {} : { actor }),
    ...(what === null ? {} : { what: [what] }),
    ...(length === null ? {} : { since: Date.now() - length }),
  };
}

function Filters({ chosen, onChoose }: { chosen: Chosen; onChoose: (chosen: Chosen) => void }) {
  const texts = useJournalLanguage().words.audit;
  return (
    <fieldset className={classes.filters} aria-label={texts.filters.label}>
      <Select
        label={texts.filters.time}
        allowDeselect={false}
        data={(Object.keys(spans) as Span[]).map((value) => ({ value, label: texts.filters.times[value] }))}
        value={chosen.span}
        onChange={(value) => onChoose({ ...chosen, span: value ?? 'any' })}
      />
      <Select
        label={texts.filters.what}
        placeholder={texts.filters.anyWhat}
        clearable
        searchable
        data={changeKinds.map((value) => ({ value, label: texts.changes[value] }))}
        value={chosen.what}
        onChange={(what) => onChoose({ ...chosen, what })}
      />
      <Select
        label={texts.filters.actor}
        placeholder={texts.filters.anyActor}
        clearable
        data={actorKinds.map((value) => ({ value, label: texts.actors[value] }))}
        value={chosen.actor}
        onChange={(actor) => onChoose({ ...chosen, actor })}
      />
    </fieldset>
  );
}

function Export({ filter }: { filter: JournalFilter }) {
  const { words, format } = useJournalLanguage();
  const texts = words.audit;
  const { journal } = useActions();
  const save = (as: 'csv' | 'jsonl') => async () => {
    const answer = await journal.save(filter, as, csvSeparator(format));
    showSaved(answer, ({ entries, file }) => texts.exported(entries, format.number(entries), file));
  };
  return (
    <div className={classes.export}>
      <Toolbar>
        <Button variant="default" onClick={save('csv')}>
          {texts.exportCsv}
        </Button>
        <Button variant="default" onClick={save('jsonl')}>
          {texts.exportLines}
        </Button>
      </Toolbar>
    </div>
  );
}

export function AuditLog() {
  const { words, format } = useJournalLanguage();
  const texts = words.audit;
  const [chosen, setChosen] = useState(everything);
  const [selected, setSelected] = useState<string | null>(null);
  const filter = useMemo(() => filterOf(chosen), [chosen]);
  const { loaded, loadMore } = useEntries(filter);
  const isFiltered = chosen.actor !== null || chosen.what !== null || chosen.span !== 'any';
  const entry = loaded?.entries.find(({ stamp }) => stamp === selected);
  if (loaded?.total === 0 && !isFiltered)
    return <EmptyState title={texts.emptyTitle} text={texts.emptyText} />;
  return (
    <div className={classes.log}>
      <p className={settings.quiet}>
        {texts.lead} {texts.kept}
      </p>
      <Filters chosen={chosen} onChoose={setChosen} />
      <div className={classes.bar}>
        <p role="status" className={settings.quiet}>
          {loaded !== null && texts.total(loaded.total, format.number(loaded.total))}
        </p>
        <Export filter={filter} />
      </div>
      {loaded?.total === 0 && (
        <div className={classes.noMatch}>
          <p>{texts.noMatch}</p>
          <Button variant="default" onClick={() => setChosen(everything)}>
            {texts.clear}
          </Button>
        </div>
      )}
      {loaded !== null && loaded.total > 0 && (
        <EntryList entries={loaded.entries} selected={selected} onSelect={setSelected} loadMore={loadMore} />
      )}
      {entry && <EntryDetails entry={entry} />}
    </div>
  );
}
