/** The actions for the selected messages, below the list. */
import { CloseButton, Tooltip } from '@mantine/core';
import { type ComponentProps, Suspense, useState } from 'react';
import type { MessageRow } from '../../../../shared/contract/messages.ts';
import { useActions, useDeck } from '../../../lib/deck.tsx';
import { useLanguage, useWords } from '../../../lib/language.tsx';
import { ActionButton } from '../../../lib/ui/action-controls.tsx';
import { later } from '../../../lib/ui/later.tsx';
import { Toolbar } from '../../../lib/ui/toolbar.tsx';
import { useScreenAction } from '../../../lib/use-action.ts';
import { cancelChosen, chooseNone, exportChosen, resendChosen, tagChosen } from '../actions.ts';
import { mostChosen } from '../choosing.ts';
import { TagPopover } from '../tag-popover.tsx';
import classes from './chosen.module.css';

const ResendManyDialog = later(async () => (await import('./resend-many-dialog.tsx')).ResendManyDialog);
const CancelManyDialog = later(async () => (await import('./cancel-many-dialog.tsx')).CancelManyDialog);
const ExportDialog = later(async () => (await import('../export/export-dialog.tsx')).ExportDialog);

type Doing = 'tag' | 'export' | 'cancel' | 'resend' | null;

const canBeCancelled = new Set<MessageRow['state']>(['queued', 'scheduled']);

function ChosenButton(props: ComponentProps<typeof ActionButton>) {
  return (
    <Tooltip label={props.action.label(useWords())}>
      <ActionButton iconSize={14} className={classes.action ?? ''} labelClass={classes.word} {...props} />
    </Tooltip>
  );
}

/** Returns the loaded rows of the selected messages. */
function useChosenRows(): readonly MessageRow[] {
  const chosen = useDeck((state) => state.messages.chosen);
  const rows = useDeck((state) => state.messages.rows);
  /* The map is changed in place; the bar is rendered again with each change of the list. */
  useDeck((state) => state.messages.ids);
  return [...chosen].flatMap((id) => rows.get(id) ?? []);
}

export function ChosenBar() {
  const { words, format } = useLanguage();
  const texts = words.messages.chosen;
  const { messages } = useActions();
  const chosen = useDeck((state) => state.messages.chosen);
  const rows = useChosenRows();
  const [doing, setDoing] = useState<Doing>(null);
  const some = chosen.size > 0;
  const stop = () => setDoing(null);
  useScreenAction(chooseNone, some ? messages.clearChoice : null);
  const cancellable = rows.some((row) => canBeCancelled.has(row.state));
  useScreenAction(tagChosen, some ? () => setDoing((now) => (now === 'tag' ? null : 'tag')) : null);
  useScreenAction(exportChosen, some ? () => setDoing('export') : null);
  useScreenAction(cancelChosen, cancellable ? () => setDoing('cancel') : null);
  useScreenAction(resendChosen, some ? () => setDoing('resend') : null);
  if (!some) return null;
  const ids = [...chosen];
  const text = format.number(chosen.size);
  return (
    <section className={classes.bar} aria-label={texts.region}>
      <CloseButton size={24} iconSize={14} aria-label={texts.clear} onClick={messages.clearChoice} />
      <span className={`${classes.count} tnum`} role="status">
        {chosen.size >= mostChosen ? texts.most(text) : texts.count(chosen.size, text)}
      </span>
      <Toolbar>
        <TagPopover ids={ids} tagsOf={rows.map((row) => row.tags)} opened={doing === 'tag'} onClose={stop}>
          <ActionButton
            action={tagChosen}
            iconSize={14}
            className={classes.action ?? ''}
            labelClass={classes.word}
            aria-haspopup="dialog"
            aria-expanded={doing === 'tag'}
          />
        </TagPopover>
        <ChosenButton action={exportChosen} />
        <ChosenButton action={cancelChosen} disabled={!cancellable} />
        <ChosenButton action={resendChosen} />
      </Toolbar>
      <Suspense fallback={null}>
        {doing === 'resend' && <ResendManyDialog rows={rows} onClose={stop} />}
        {doing === 'cancel' && <CancelManyDialog ids={ids} onClose={stop} />}
        {doing === 'export' && <ExportDialog ids={ids} onClose={stop} />}
      </Suspense>
    </section>
  );
}
