/** The result of a replay: the response, and its effect on this console. */
import { Button } from '@mantine/core';
import type { Replayed } from '../../../shared/contract/reports.ts';
import { useActions } from '../../lib/deck.tsx';
import { Notice } from '../../lib/ui/problem-notice.tsx';
import { StatusMark } from '../../lib/ui/status-mark.tsx';
import { hexLines } from './body-lines.ts';
import { useReportsLanguage } from './language.ts';
import classes from './replay.module.css';
import { headlineOf, verdictShown } from './verdict-of.ts';

function Answer({ answer }: { answer: Replayed['answer'] }) {
  const texts = useReportsLanguage().words.reports.replay;
  if (answer.base64 === '') return <p className={classes.faint}>{texts.answerEmpty}</p>;
  return (
    <>
      <p className={classes.faint}>{answer.cut ? texts.answerCut : texts.answer}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={classes.answer} tabIndex={0} aria-label={texts.answer}>
        <pre className="mono">{answer.text ?? hexLines(answer.base64).join('\n')}</pre>
      </section>
    </>
  );
}

function Kept({ replayed, onShow }: { replayed: Replayed; onShow: (id: number) => void }) {
  const { words } = useReportsLanguage();
  const texts = words.reports.replay;
  const states = words.messages.filters.states;
  const { kept, message } = replayed;
  const verdict = kept && verdictShown(kept, words);
  return (
    <>
      {kept && verdict ? (
        <div className={classes.kept}>
          <StatusMark kind={verdict.kind} word={headlineOf(kept, words)} />
          <Button variant="default" onClick={() => onShow(kept.id)}>
            {texts.show}
          </Button>
        </div>
      ) : (
        <p>{replayed.status === 200 ? texts.notKept : texts.notKeptOther}</p>
      )}
      {message && (
        <p>
          {message.changed ? texts.changed(states[message.before], states[message.after]) : texts.notChanged}
        </p>
      )}
    </>
  );
}

export function ReplayResult({
  replayed,
  intoStore,
  onClose,
}: {
  replayed: Replayed;
  intoStore: boolean;
  onClose: () => void;
}) {
  const { words, format } = useReportsLanguage();
  const texts = words.reports.replay;
  const { frame } = useActions();
  const { status, tookMs } = replayed;
  const time = tookMs < 1000 ? words.reports.tries.milliseconds(tookMs) : format.length(tookMs);
  const title = texts.answered(status, time);
  /* Every status from 200 to 399 means received (Messente's page about delivery reports). */
  const taken = status >= 200 && status < 400;
  const says = status >= 300 && taken ? texts.redirect : taken ? texts.taken : texts.notTaken;
  const body = (
    <div className={classes.result}>
      {intoStore ? (
        <Kept
          replayed={replayed}
          onShow={(id) => {
            onClose();
            frame.goInPlace({ screen: 'reports', id, messageId: null });
          }}
        />
      ) : (
        <>
          <p>{says}</p>
          <Answer answer={replayed.answer} />
        </>
      )}
    </div>
  );
  if (!taken && !intoStore) {
    return (
      <Notice tone="warn" title={title} role="status">
        {body}
      </Notice>
    );
  }
  return (
    <div className={classes.resultBox} role="status">
      <p className={classes.resultTitle}>{title}</p>
      {body}
    </div>
  );
}
