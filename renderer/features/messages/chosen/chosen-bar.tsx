/** The actions for the selected messages, below the list. */
import { Button, CloseButton, Tooltip } from '@mantine/core';
import { IconDownload, IconSend, IconTag, IconX } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { MessageRow } from '../../../../shared/contract/messages.ts';
import { useActions, useDeck } from '../../../lib/deck.tsx';
import { useLanguage } from '../../../lib/language.tsx';
import { useScreenAction } from '../../../lib/use-action.ts';
import { chooseNone, resendChosen, tagChosen } from '../actions.ts';
import { mostChosen } from '../choosing.ts';
import { TagPopover } from '../tag-popover.tsx';
import classes from './chosen.module.css';

const ResendManyDialog = lazy(async () => ({
  default: (await import('./resend-many-dialog.tsx')).ResendManyDialog,
}));
const CancelManyDialog = lazy(async () => ({
  default: (await import('./cancel-many-dialog.tsx')).CancelManyDialog,
}));
const ExportDialog = lazy(async () => ({
  default: (await import('../export/export-dialog.tsx')).ExportDialog,
}));

type Doing = 'tag' | 'export' | 'cancel' | 'resend' | null;

const canBeCancelled = new Set<MessageRow['state']>(['queued', 'scheduled']);

function Action({
  word,
  icon,
  onClick,
  ...rest
}: {
  word: string;
  icon: ReactNode;
  onClick: () => void;
  disabled?: boolean;
}) {
  return (
    <Tooltip label={word}>
      <Button
        variant="default"
        className={classes.action ?? ''}
        leftSection={icon}
        aria-label={word}
        onClick={onClick}
        {...rest}
      >
        <span className={classes.word}>{word}</span>
      </Button>
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
  useScreenAction(tagChosen, some ? () => setDoing('tag') : null);
  useScreenAction(resendChosen, some ? () => setDoing('resend') : null);
  if (!some) return null;
  const ids = [...chosen];
  const text = format.number(chosen.size);
  const cancellable = rows.some((row) => canBeCancelled.has(row.state));
  return (
    <section className={classes.bar} aria-label={texts.region}>
      <CloseButton size={24} iconSize={14} aria-label={texts.clear} onClick={messages.clearChoice} />
      <span className={`${classes.count} tnum`} role="status">
        {chosen.size >= mostChosen ? texts.most(text) : texts.count(chosen.size, text)}
      </span>
      <TagPopover ids={ids} tagsOf={rows.map((row) => row.tags)} opened={doing === 'tag'} onClose={stop}>
        <Button
          variant="default"
          className={classes.action ?? ''}
          leftSection={<IconTag size={14} stroke={1.6} />}
          aria-label={texts.tag}
          aria-haspopup="dialog"
          aria-expanded={doing === 'tag'}
          onClick={() => setDoing(doing === 'tag' ? null : 'tag')}
        >
          <span className={classes.word}>{texts.tag}</span>
        </Button>
      </TagPopover>
      <Action
        word={texts.export}
        icon={<IconDownload size={14} stroke={1.6} />}
        onClick={() => setDoing('export')}
      />
      <Action
        word={texts.cancel}
        icon={<IconX size={14} stroke={1.6} />}
        disabled={!cancellable}
        onClick={() => setDoing('cancel')}
      />
      <Action
        word={texts.resend}
        icon={<IconSend size={14} stroke={1.6} />}
        onClick={() => setDoing('resend')}
      />
      <Suspense fallback={null}>
        {doing === 'resend' && <ResendManyDialog rows={rows} onClose={stop} />}
        {doing === 'cancel' && <CancelManyDialog ids={ids} onClose={stop} />}
        {doing === 'export' && <ExportDialog ids={ids} onClose={stop} />}
      </Suspense>
    </section>
  );
}
