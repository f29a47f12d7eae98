import { ActionIcon, Loader, Menu } from '@mantine/core';
import { IconArrowLeft, IconBan, IconCopy, IconDots } from '@tabler/icons-react';
import type { InboundMessage } from '../../../shared/contract/inbound.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useMinutes } from '../../lib/now.ts';
import { aboutPerson, erasePerson, neverWrite, usePersonActions } from '../../lib/person-actions.ts';
import { ActionButton, ActionItem } from '../../lib/ui/action-controls.tsx';
import { EmptyState } from '../../lib/ui/empty-state.tsx';
import { PaneBar } from '../../lib/ui/pane.tsx';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import { showNotice } from '../../lib/ui/show-notice.ts';
import { showResult } from '../../lib/ui/show-result.ts';
import { Toolbar } from '../../lib/ui/toolbar.tsx';
import { useScreenAction } from '../../lib/use-action.ts';
import { leaveAnswer, replyToPerson, showRequest } from './actions.ts';
import { AnswerFacts } from './answer-facts.tsx';
import { AnswerText } from './answer-list.tsx';
import { AnswerMeaning } from './answer-meaning.tsx';
import classes from './inbound.module.css';
import { personOf } from './inbound-state.ts';
import { useInboundLanguage } from './language.ts';

function useCopy(): (text: string) => void {
  const { words } = useInboundLanguage();
  return (text) => {
    void navigator.clipboard.writeText(text).then(() => showNotice({ message: words.common.copied }));
  };
}

/** Starts a message to the person, and opens it. Another draft is saved. */
function useReply(person: string | null): (() => void) | null {
  const { compose, frame } = useActions();
  if (person === null) return null;
  return () => {
    const chain = { steps: [{ channel: 'sms' as const, text: '' }] };
    void compose.beginFrom({ chain, to: [person], purpose: '', tags: [] }).then((problem) => {
      if (problem) showResult({ ok: false, problem });
      else frame.go({ screen: 'compose' });
    });
  };
}

function More({ message, person }: { message: InboundMessage; person: string | null }) {
  const texts = useInboundLanguage().words.inbound.detail;
  const copy = useCopy();
  const { from, text } = message;
  const copyIcon = <IconCopy size={14} stroke={1.6} />;
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon aria-label={texts.actions}>
          <IconDots size={16} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <ActionItem action={neverWrite} disabled={person === null} />
        <ActionItem action={aboutPerson} disabled={person === null} />
        <ActionItem action={erasePerson} disabled={person === null} />
        <Menu.Divider />
        <Menu.Item leftSection={copyIcon} disabled={text === null} onClick={() => copy(text ?? '')}>
          {texts.copyText}
        </Menu.Item>
        <Menu.Item leftSection={copyIcon} disabled={from === null} onClick={() => copy(from ?? '')}>
          {texts.copyNumber}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Bar({ message }: { message: InboundMessage }) {
  const { words, format } = useInboundLanguage();
  const { frame } = useActions();
  const now = useMinutes();
  const { callbackId, receivedAt } = message;
  const person = personOf(message);
  const reply = useReply(person);
  const leave = () => frame.goInPlace({ screen: 'answers', tab: 'messages', id: null });
  useScreenAction(leaveAnswer, leave);
  useScreenAction(replyToPerson, reply);
  useScreenAction(
    showRequest,
    callbackId === null ? null : () => frame.go({ screen: 'reports', id: callbackId, messageId: null }),
  );
  usePersonActions(person);
  return (
    <PaneBar>
      <ActionIcon className={classes.back ?? ''} aria-label={words.shortcuts.items.leave} onClick={leave}>
        <IconArrowLeft size={16} stroke={1.6} />
      </ActionIcon>
      <span className={`${classes.when} tnum`} title={format.full(receivedAt)}>
        {words.inbound.detail.received} {format.when(receivedAt, now)}
      </span>
      <Toolbar>
        {callbackId !== null && (
          <ActionButton
            action={showRequest}
            variant="subtle"
            className={classes.requestButton ?? ''}
            labelClass={classes.requestLabel}
          />
        )}
        {reply !== null && <ActionButton action={replyToPerson} keys keysClass={classes.replyKey} />}
        <More message={message} person={person} />
      </Toolbar>
    </PaneBar>
  );
}

function Answer({ message, listedAt }: { message: InboundMessage; listedAt: number | null }) {
  const { words, format } = useInboundLanguage();
  const now = useMinutes();
  const { from } = message;
  const country = from === null ? null : format.phoneCountry(from);
  return (
    <>
      <Bar message={message} />
      <div className={classes.scroll}>
        <div className={classes.head}>
          <h2 className={`${classes.person} tnum`}>
            {from === null ? words.inbound.noSender : format.phone(from)}
            {country && <span className={classes.country}>{country}</span>}
          </h2>
          {listedAt !== null && (
            <p className={classes.listed}>
              <IconBan size={16} stroke={1.6} aria-hidden />
              {words.inbound.detail.listed(format.moment(listedAt, now))}
            </p>
          )}
          <p className={classes.bubble} dir="auto">
            <AnswerText message={message} />
          </p>
          <AnswerMeaning key={message.id} message={message} />
        </div>
        <AnswerFacts message={message} />
      </div>
    </>
  );
}

/** One message of a person in full. */
export function AnswerPane({ id }: { id: number | null }) {
  const words = useInboundLanguage().words;
  const texts = words.inbound.detail;
  const detail = useDeck((state) => state.inbound.detail);
  const shown = detail?.id === id ? detail : null;
  return (
    <section className={classes.pane} aria-label={texts.label}>
      {id === null && <EmptyState title={texts.pick} text={words.messages.detail.pickKeys} />}
      {id !== null && shown?.value && <Answer message={shown.value} listedAt={shown.listedAt} />}
      {id !== null && shown?.problem && !shown.value && (
        <div className={classes.problem}>
          <ProblemNotice problem={shown.problem} />
        </div>
      )}
      {id !== null && shown?.isLoaded && !shown.value && !shown.problem && (
        <EmptyState title={texts.gone} text="" />
      )}
      {id !== null && !shown?.isLoaded && (
        <div className={classes.loading}>
          <Loader size="sm" role="status" aria-label={words.common.loading} />
        </div>
      )}
    </section>
  );
}
