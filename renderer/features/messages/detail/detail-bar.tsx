import { ActionIcon, Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowLeft, IconSend, IconWebhook } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import type { DraftChain } from '../../../../shared/messaging/compose.ts';
import { useActions, useDeck } from '../../../lib/deck.tsx';
import { usePageKeys } from '../../../lib/keys.ts';
import { type Language, useLanguage } from '../../../lib/language.tsx';
import { useMinutes } from '../../../lib/now.ts';
import { Keys } from '../../../lib/ui/keys.tsx';
import { Grow, PaneBar } from '../../../lib/ui/pane.tsx';
import { tell } from '../../../lib/ui/tell.ts';
import { CancelButton } from './cancel-button.tsx';
import classes from './detail.module.css';
import { MoreMenu } from './more-menu.tsx';
import { useTheirTime } from './their-time.ts';
import { useCopying } from './use-copying.ts';

const ResendDialog = lazy(async () => ({ default: (await import('./resend-dialog.tsx')).ResendDialog }));

const notYetOver = new Set<MessageDetail['state']>(['queued', 'sending', 'scheduled']);
const canBeCancelled = new Set<MessageDetail['state']>(['queued', 'scheduled']);

function sentWhen(message: MessageDetail, now: number, { words, format }: Language): string {
  const texts = words.messages.detail;
  if (message.state === 'scheduled' && message.sendAt !== null)
    return texts.scheduledFor(format.when(message.sendAt, now));
  if (message.acceptedAt === null) return texts.written(format.when(message.createdAt, now));
  return texts.sent(format.when(message.acceptedAt, now));
}

export function DetailBar({ message }: { message: MessageDetail }) {
  const language = useLanguage();
  const { frame, messages, compose } = useActions();
  const texts = language.words.messages.detail;
  const choosing = useDeck((state) => state.messages.chosen.size > 0);
  const copying = useCopying(message);
  const now = useMinutes();
  const [resending, resend] = useDisclosure(false);
  const theirs = useTheirTime(message);
  const over = !notYetOver.has(message.state);
  const showRaw = () => frame.go({ screen: 'callbacks', id: null, messageId: message.id });
  const leave = () => frame.goInPlace({ screen: 'messages', id: null });
  const editAsNew = message.steps.every((step) => step.text !== null)
    ? async () => {
        const problem = await compose.beginFrom({
          chain: message.chain as DraftChain,
          to: [message.to],
          purpose: message.purpose ?? '',
          tags: message.tags,
        });
        if (problem) tell({ ok: false, problem });
        else frame.go({ screen: 'compose' });
      }
    : null;
  usePageKeys({
    escape: choosing ? messages.clearChoice : leave,
    b: showRaw,
    c: () => copying.text(message.omnimessageId ?? message.id),
    ...(over && !choosing ? { r: resend.open } : {}),
    ...(editAsNew ? { e: () => void editAsNew() } : {}),
  });
  return (
    <PaneBar>
      <ActionIcon
        className={classes.back ?? ''}
        aria-label={language.words.shortcuts.items.leave}
        onClick={leave}
      >
        <IconArrowLeft size={16} stroke={1.6} />
      </ActionIcon>
      <span className={`${classes.sent} cut`}>
        {sentWhen(message, now, language)}
        {theirs !== null && ` · ${theirs}`}
      </span>
      <Grow />
      <Button
        variant="subtle"
        className={classes.rawButton ?? ''}
        leftSection={<IconWebhook size={16} stroke={1.6} />}
        onClick={showRaw}
      >
        {texts.rawCallbacks(message.callbacks)}
      </Button>
      {canBeCancelled.has(message.state) && <CancelButton message={message} />}
      {over && (
        <Button
          variant="default"
          leftSection={<IconSend size={16} stroke={1.6} />}
          rightSection={<Keys keys="R" />}
          onClick={resend.open}
        >
          {texts.sendAgain}
        </Button>
      )}
      <MoreMenu
        message={message}
        copying={copying}
        showRaw={showRaw}
        editAsNew={editAsNew && (() => void editAsNew())}
      />
      <Suspense fallback={null}>
        {resending && <ResendDialog id={message.id} onClose={resend.close} />}
      </Suspense>
    </PaneBar>
  );
}
