/** The difference from the previous report of the same message, and how often this one was received. */
import { UnstyledButton } from '@mantine/core';
import type { ReportRow, ReportStory } from '../../../shared/contract/reports.ts';
import { useActions } from '../../lib/deck.tsx';
import { useMinutes } from '../../lib/now.ts';
import { StatusMark } from '../../lib/ui/status-mark.tsx';
import { useReportsLanguage } from './language.ts';
import classes from './story.module.css';
import { verdictShown } from './verdict-of.ts';

type Previous = NonNullable<ReportStory['previous']>;
type FieldChange = Extract<Previous['diff'], { kind: 'fields' }>['changes'][number];

/** A line of the diff; its sign is read aloud as a word. */
function DiffLine({
  kind,
  path,
  value,
}: {
  kind: 'was' | 'is' | 'added' | 'removed';
  path: string;
  value: string;
}) {
  const texts = useReportsLanguage().words.reports.before;
  const gone = kind === 'was' || kind === 'removed';
  return (
    <li className={gone ? classes.gone : classes.come}>
      <span className={classes.sign} aria-hidden>
        {gone ? '−' : '+'}
      </span>
      <span className={classes.unseen}>{texts[kind]} </span>
      <span>
        <span className={classes.path}>{path === '' ? texts.whole : path}</span>: <b>{value}</b>
      </span>
    </li>
  );
}

function DiffLines({ change }: { change: FieldChange }) {
  const { path } = change;
  if (change.kind === 'added') return <DiffLine kind="added" path={path} value={change.after} />;
  if (change.kind === 'removed') return <DiffLine kind="removed" path={path} value={change.before} />;
  return (
    <>
      <DiffLine kind="was" path={path} value={change.before} />
      <DiffLine kind="is" path={path} value={change.after} />
    </>
  );
}

function Diff({ previous }: { previous: Previous }) {
  const texts = useReportsLanguage().words.reports.before;
  const { diff } = previous;
  if (diff.kind !== 'fields') {
    const notes = {
      'same-bytes': texts.sameBytes,
      'same-fields': texts.sameFields,
      'not-json': texts.notJson,
    };
    return <p className={classes.sectionBody}>{notes[diff.kind]}</p>;
  }
  return (
    <>
      <ul className={`${classes.diff} mono`}>
        {diff.changes.map((change) => (
          <DiffLines key={change.path} change={change} />
        ))}
      </ul>
      {diff.more > 0 && <p className={classes.sectionBody}>{texts.more(diff.more)}</p>}
    </>
  );
}

export function BeforeSection({ story, ofMessage }: { story: ReportStory; ofMessage: boolean }) {
  const { words, format } = useReportsLanguage();
  const texts = words.reports.before;
  const { frame } = useActions();
  const { previous } = story;
  return (
    <section className={classes.section} aria-label={texts.title}>
      <div className={classes.sectionBar}>
        <h3>{texts.title}</h3>
        {previous && (
          <UnstyledButton
            className={classes.link}
            onClick={() => frame.goInPlace({ screen: 'reports', id: previous.id, messageId: null })}
          >
            {texts.open(previous.status ?? words.reports.nothing, format.exactTime(previous.receivedAt))}
          </UnstyledButton>
        )}
        {previous?.diff.kind === 'fields' && (
          <span className={`${classes.faint} ${classes.end}`}>{texts.same(previous.diff.same)}</span>
        )}
      </div>
      {previous ? (
        <Diff previous={previous} />
      ) : (
        <p className={classes.sectionBody}>{ofMessage ? texts.first : texts.alone}</p>
      )}
    </section>
  );
}

/** Returns the time between two of them as text. */
function useGap(): (ms: number) => string {
  const { words, format } = useReportsLanguage();
  const texts = words.reports.tries;
  return (ms) => {
    if (ms <= 0) return texts.atOnce;
    return texts.after(ms < 1000 ? texts.milliseconds(ms) : format.length(ms));
  };
}

/** How many repeats of one report are stored; see the engine's store. */
const repeatsKept = 50;

export function TriesSection({ story, current }: { story: ReportStory; current: Pick<ReportRow, 'id'> }) {
  const { words, format } = useReportsLanguage();
  const texts = words.reports.tries;
  const { frame } = useActions();
  const now = useMinutes();
  const gap = useGap();
  const { tries } = story;
  return (
    <section className={classes.section} aria-label={texts.title}>
      <div className={classes.sectionBar}>
        <h3>{texts.title}</h3>
        <span className={classes.faint}>{texts.count(tries.length)}</span>
      </div>
      {tries.length > 1 && (
        <ol className={classes.tries}>
          {tries.map((one, index) => {
            const verdict = verdictShown(one, words);
            const before = tries[index - 1];
            return (
              <li key={one.id}>
                <UnstyledButton
                  className={classes.try}
                  aria-current={one.id === current.id ? 'true' : undefined}
                  onClick={() => frame.goInPlace({ screen: 'reports', id: one.id, messageId: null })}
                >
                  <span className="tnum" title={format.full(one.receivedAt)}>
                    {one.receivedAt >= format.startOfDay(now)
                      ? format.exactTime(one.receivedAt)
                      : format.moment(one.receivedAt, now)}
                  </span>
                  <StatusMark kind={verdict.kind} word={verdict.word} quiet />
                  <span className={classes.faint}>
                    {before === undefined ? '' : gap(one.receivedAt - before.receivedAt)}
                  </span>
                  <span className={classes.faint}>{one.id === current.id ? texts.this : ''}</span>
                </UnstyledButton>
              </li>
            );
          })}
        </ol>
      )}
      {tries.length >= repeatsKept && (
        <p className={classes.sectionBody}>{story.moreTries ? texts.more : texts.bound}</p>
      )}
    </section>
  );
}
