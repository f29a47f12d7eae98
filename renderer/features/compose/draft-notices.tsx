/**
 * Notices about the draft on the screen: it is not saved, another window changed it, or an earlier draft can
 * be continued.
 */
import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import { useMinutes } from '../../lib/now.ts';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import { isBlank } from './draft.ts';
import classes from './drafts.module.css';
import { tellProblem } from './drafts-menu.tsx';

function NotKept() {
  const { words } = useLanguage();
  const { compose } = useActions();
  const textOf = useProblemText();
  const keeping = useDeck((state) => state.compose.keeping);
  if (keeping.state !== 'failed') return null;
  const { message, hint } = textOf(keeping.problem);
  return (
    <div className={`${classes.notice} ${classes.noticeWarn}`} role="alert">
      <span>
        <strong>{words.drafts.notKept}</strong> {message} {hint}
      </span>
      <Button variant="default" onClick={() => void compose.keepNow()}>
        {words.common.tryAgain}
      </Button>
    </div>
  );
}

function Elsewhere() {
  const texts = useLanguage().words.drafts;
  const { compose } = useActions();
  const elsewhere = useDeck((state) => state.compose.elsewhere);
  if (elsewhere === null) return null;
  return (
    <div className={`${classes.notice} ${classes.noticeWarn}`} role="status">
      <span>{elsewhere === 'changed' ? texts.changedElsewhere : texts.goneElsewhere}</span>
      <ActionIcon aria-label={texts.understood} onClick={compose.hideElsewhere}>
        <IconX size={14} stroke={1.6} />
      </ActionIcon>
    </div>
  );
}

/** Offered while nothing has been written yet. */
function GoOn() {
  const { words, format } = useLanguage();
  const texts = words.drafts;
  const { compose } = useActions();
  const now = useMinutes();
  const newest = useDeck((state) => state.compose.drafts?.find((one) => one.id !== state.compose.draftId));
  const blank = useDeck((state) => isBlank(state.compose.draft));
  if (!blank || !newest) return null;
  const title = newest.preview === '' ? texts.noText : newest.preview;
  return (
    <div className={classes.notice}>
      <span className="nowrap">{texts.continueWith}</span>
      <Button variant="subtle" miw={0} onClick={async () => tellProblem(await compose.openDraft(newest.id))}>
        <span className="cut">{title}</span>
      </Button>
      <span className="nowrap tnum">
        {texts.toPeople(newest.people)} · {format.when(newest.updatedAt, now)}
      </span>
    </div>
  );
}

export function DraftNotices() {
  return (
    <>
      <NotKept />
      <Elsewhere />
      <GoOn />
    </>
  );
}
