/** The menu of all drafts: open, duplicate, delete. */
import { ActionIcon, Button, Popover, UnstyledButton } from '@mantine/core';
import { IconCopy, IconFileText, IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ProblemView } from '../../../shared/contract/common.ts';
import type { DraftRow } from '../../../shared/contract/compose.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import { useMinutes } from '../../lib/now.ts';
import { showResult } from '../../lib/ui/show-result.ts';
import classes from './drafts.module.css';

/** Shows why something failed. Returns whether it succeeded. */
export function tellProblem(problem: ProblemView | null): boolean {
  return problem === null || showResult({ ok: false, problem });
}

function DraftItem({ row, open, onPick }: { row: DraftRow; open: boolean; onPick: () => void }) {
  const { words, format } = useLanguage();
  const texts = words.drafts;
  const { compose } = useActions();
  const now = useMinutes();
  const title = row.preview === '' ? texts.noText : row.preview;
  return (
    <li className={`${classes.item} ${open ? classes.itemOpen : ''}`}>
      <UnstyledButton className={classes.pick} aria-label={texts.openDraft(title)} onClick={onPick}>
        <span className={`${classes.pickTitle} cut`} dir="auto">
          {title}
        </span>
        <span className={`${classes.pickAbout} tnum`}>
          {[texts.toPeople(row.people), format.when(row.updatedAt, now), ...(open ? [texts.open] : [])].join(
            ' · ',
          )}
        </span>
      </UnstyledButton>
      <ActionIcon
        aria-label={texts.doubleDraft(title)}
        title={texts.doubleDraft(title)}
        onClick={async () => tellProblem(await compose.doubleDraft(row.id))}
      >
        <IconCopy size={16} stroke={1.6} />
      </ActionIcon>
      <ActionIcon
        aria-label={texts.deleteDraft(title)}
        title={texts.deleteDraft(title)}
        onClick={async () => tellProblem(await compose.removeDraft(row.id))}
      >
        <IconTrash size={16} stroke={1.6} />
      </ActionIcon>
    </li>
  );
}

export function DraftsMenu() {
  const texts = useLanguage().words.drafts;
  const { compose } = useActions();
  const drafts = useDeck((state) => state.compose.drafts);
  const openId = useDeck((state) => state.compose.draftId);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    // Save first, so that the list includes the draft on the screen.
    if (open) void compose.keepNow();
  }, [open, compose]);

  async function pick(act: () => Promise<ProblemView | null>) {
    if (tellProblem(await act())) setOpen(false);
  }

  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={380} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="subtle"
          leftSection={<IconFileText size={16} stroke={1.6} />}
          aria-haspopup="dialog"
          onClick={() => setOpen(!open)}
        >
          {texts.drafts}
          {drafts !== null && drafts.length > 0 && (
            <>
              {'\u00a0'}
              <span className={`${classes.count} tnum`}>{drafts.length}</span>
            </>
          )}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={8} aria-label={texts.drafts}>
        <div className={classes.menu}>
          <Button
            variant="subtle"
            justify="flex-start"
            leftSection={<IconPlus size={16} stroke={1.6} />}
            onClick={() => void pick(() => compose.beginDraft(null))}
          >
            {texts.newDraft}
          </Button>
          {drafts === null || drafts.length === 0 ? (
            <p className={classes.menuEmpty}>{texts.noDrafts}</p>
          ) : (
            <ul className={classes.menuScroll} aria-label={texts.drafts}>
              {drafts.map((row) => (
                <DraftItem
                  key={row.id}
                  row={row}
                  open={row.id === openId}
                  onPick={() => void pick(() => compose.openDraft(row.id))}
                />
              ))}
            </ul>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
