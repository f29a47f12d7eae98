import { ActionIcon } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowLeft } from '@tabler/icons-react';
import { Suspense } from 'react';
import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import type { DraftChain } from '../../../../shared/messaging/compose.ts';
import { useActions } from '../../../lib/deck.tsx';
import { type Language, useLanguage } from '../../../lib/language.tsx';
import { useMinutes } from '../../../lib/now.ts';
import { usePersonActions } from '../../../lib/person-actions.ts';
import { ActionButton } from '../../../lib/ui/action-controls.tsx';
import { later } from '../../../lib/ui/later.tsx';
import { PaneBar } from '../../../lib/ui/pane.tsx';
import { showResult } from '../../../lib/ui/show-result.ts';
import { Toolbar } from '../../../lib/ui/toolbar.tsx';
import { useScreenAction } from '../../../lib/use-action.ts';
import { copyMessageId, editAsNew, leaveMessage, resendMessage, showReports } from '../actions.ts';
import { CancelButton } from './cancel-button.tsx';
import classes from './detail.module.css';
import { MoreMenu } from './more-menu.tsx';
import { useTheirTime } from './their-time.ts';
import { useCopying } from './use-copying.ts';

const ResendDialog = later(async () => (await import('./resend-dialog.tsx')).ResendDialog);

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
  const { frame, compose } = useActions();
  const texts = language.words.messages.detail;
  const copying = useCopying(message);
  const now = useMinutes();
  const [resending, resend] = useDisclosure(false);
  const theirs = useTheirTime(message);
  const sent = [sentWhen(message, now, language), theirs].filter(Boolean).join(' · ');
  const over = !notYetOver.has(message.state);
  const showRaw = () => frame.go({ screen: 'reports', id: null, messageId: message.id });
  const leave = () => frame.goInPlace({ screen: 'messages', id: null });
  const edit = message.steps.every((step) => step.text !== null)
    ? async () => {
        const problem = await compose.beginFrom({
          chain: message.chain as DraftChain,
          to: [message.to],
          purpose: message.purpose ?? '',
          tags: message.tags,
        });
        if (problem) showResult({ ok: false, problem });
        else frame.go({ screen: 'compose' });
      }
    : null;
  usePersonActions(message.to);
  useScreenAction(leaveMessage, leave);
  useScreenAction(showReports, showRaw);
  useScreenAction(copyMessageId, () => copying.text(message.omnimessageId ?? message.id));
  useScreenAction(resendMessage, over ? resend.open : null);
  useScreenAction(editAsNew, edit && (() => void edit()));
  return (
    <PaneBar>
      <ActionIcon
        className={classes.back ?? ''}
        aria-label={language.words.shortcuts.items.leave}
        onClick={leave}
      >
        <IconArrowLeft size={16} stroke={1.6} />
      </ActionIcon>
      <span className={classes.sent} title={sent}>
        {sent}
      </span>
      <Toolbar>
        <ActionButton
          action={showReports}
          label={texts.rawReports(message.callbacks)}
          variant="subtle"
          className={classes.rawButton ?? ''}
        />
        {canBeCancelled.has(message.state) && <CancelButton message={message} />}
        {over && <ActionButton action={resendMessage} keys />}
        <MoreMenu message={message} copying={copying} canEdit={edit !== null} />
      </Toolbar>
      <Suspense fallback={null}>
        {resending && <ResendDialog id={message.id} onClose={resend.close} />}
      </Suspense>
    </PaneBar>
  );
}
