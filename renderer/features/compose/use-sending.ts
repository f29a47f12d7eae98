/** Sends the draft: its recipients, problems, times and cost, and the state machine that asks and sends. */

import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { fieldOfSource } from '../../../shared/messaging/field-of-source.ts';
import type { Problem } from '../../../shared/messaging/problem.ts';
import { isPaused } from '../../lib/console-slice.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import { useMinutes } from '../../lib/now.ts';
import { showNotice } from '../../lib/ui/show-notice.ts';
import { type Answers, type Asked, isCostly, isMany, leftOut } from './before-asking.ts';
import { chainOf, type Draft } from './draft.ts';
import { noPurposes, purposeOf } from './draft-purpose.ts';
import { createRecipientReader, type Recipients } from './recipients.ts';
import {
  type Message,
  type SendRequest,
  sendRequestOf,
  sendTimesOf,
  sentNotice,
  valuesOf,
} from './send-request.ts';
import type { DraftCost } from './sending-cost.ts';
import { type Attempt, createSendingMachine, type Outcome } from './sending-machine.ts';
import { splitTyped } from './split-typed.ts';
import { useCost } from './use-cost.ts';
import { obstacleTo, useDraftProblems, useRefusedField } from './use-draft-problems.ts';
import { type Times, useTimes } from './use-times.ts';

export type Sending = {
  readonly recipients: Recipients;
  readonly problems: readonly Problem[];
  /** The path of the field that the engine refused; null if none. Its own form shows the reason. */
  readonly refusedField: string | null;
  /** Whether the person has tried to send this draft, so that missing content may be shown. */
  readonly tried: boolean;
  readonly sandbox: boolean;
  readonly cost: DraftCost;
  readonly times: Times;
  /** The current question to the user; null if there is none. */
  readonly asked: Asked | null;
  readonly busy: boolean;
  readonly trySend: () => void;
  readonly send: (answers: Answers) => void;
  readonly stop: () => void;
};

function focusProblem(field: string | null): void {
  const target = field?.startsWith('to') ? '[data-to-field]' : '[data-text-field]';
  const own = `[data-field="${CSS.escape(field?.replace(/^steps\[\d+\]\./, '') ?? '')}"]`;
  const find = (selector: string) => document.querySelector<HTMLElement>(selector);
  requestAnimationFrame(() => (find(own) ?? find(target))?.focus());
}

/** Whether two drafts send the same message. The selected step does not matter. */
function isSameMessage(one: Draft, other: Draft): boolean {
  const names = Object.keys({ ...one, ...other }).filter((name) => name !== 'selected');
  const [left, right] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  return names.every((name) => left.get(name) === right.get(name));
}

/** The recipients of the draft, including numbers that are still in the field without pressing Enter. */
function useRecipients(): Recipients {
  const { privacy } = useActions();
  const { recipients, typed } = useDeck((state) => state.compose.draft);
  const country = useDeck((state) => state.console.settings?.defaultCountry ?? null);
  const listed = useDeck((state) => state.console.listed);
  const open = useDeck((state) => state.frame.connection.state === 'open');
  const [read] = useState(createRecipientReader);
  const all = useMemo(() => [...recipients, ...splitTyped(typed)], [recipients, typed]);
  // As a text, so that a key press that changes no number asks nothing.
  const numbers = useMemo(() => read(all, country).to.join(' '), [read, all, country]);
  useEffect(() => {
    if (open && numbers !== '') void privacy.loadListed(numbers.split(' '));
  }, [open, numbers, privacy]);
  return useMemo(() => read(all, country, listed), [read, all, country, listed]);
}

/** Selects the step of a field. This does not change the draft, so its problems stay. */
function useSelectStepOf(draft: Draft): (field: string | null) => void {
  const { compose } = useActions();
  return (field) => {
    const step = draft.steps[Number(/^steps\[(\d+)\]/.exec(field ?? '')?.[1] ?? Number.NaN)];
    if (step && draft.selected !== step.key) compose.select(step.key);
  };
}

/** Returns the function that finds out from the engine what to ask before this message is sent. */
function useCheck(
  { draft, recipients, schedule, cost, purposes = noPurposes }: Message,
  sandbox: boolean,
): () => Promise<Asked> {
  const { sending } = useActions();
  const settings = useDeck((state) => state.console.settings?.beforeSending ?? null);
  const accountId = useDeck((state) => state.console.overview?.currentAccountId ?? null);
  return async () => {
    const chain = chainOf(draft);
    const timeToSendOf = sendTimesOf({ recipients, schedule });
    const answer = await sending.before({
      to: [...recipients.to],
      chain: { ...chain, steps: [...chain.steps] },
      values: valuesOf(recipients),
      ...(Object.keys(timeToSendOf).length === 0 ? {} : { timeToSendOf }),
      ...(accountId === null ? {} : { accountId }),
      ...purposeOf(draft.purpose, purposes),
    });
    const live = settings !== null && (!sandbox || settings.inSandbox);
    const asks = recipients.to.length - leftOut(answer.ok ? answer.value : null);
    return {
      found: answer.ok ? answer.value : null,
      problem: answer.ok ? null : answer.problem,
      many: live && isMany(asks, settings),
      costly: live && isCostly(cost, settings.highCost),
    };
  };
}

/** Returns the function that sends a request, then shows the result. */
function useDeliver(draft: Draft): (request: SendRequest) => Promise<Outcome> {
  const language = useLanguage();
  const { compose, frame, messages } = useActions();
  const paused = useDeck(isPaused);
  const selectStepOf = useSelectStepOf(draft);
  return async (request) => {
    const { to, chain, more } = request;
    const answer = await compose.send(to, chain, more);
    if (!answer.ok) {
      const { code, field } = answer.problem;
      selectStepOf(field === null ? null : (fieldOfSource(field, chain) ?? field));
      return code === 'time-past' ? 'expired' : 'failed';
    }
    const sent = answer.value.messages;
    const scheduled = chain.timeToSend !== undefined || Boolean(draft.sendAtTheirs);
    messages.showAll();
    showNotice({ message: sentNotice(language, request, { count: sent.length, paused, scheduled }) });
    frame.go({ screen: 'messages', id: sent.length === 1 ? (sent[0]?.id ?? null) : null });
    return 'sent';
  };
}

export function useSending(): Sending {
  const draft = useDeck((state) => state.compose.draft);
  const isSending = useDeck((state) => state.compose.sending);
  const requestKey = useDeck((state) => state.compose.requestKey);
  const sandbox = useDeck((state) => state.console.accounts?.find((one) => one.current)?.kind === 'sandbox');
  const minute = useMinutes();
  const [tried, setTried] = useState(false);
  const [machine] = useState(() => createSendingMachine<SendRequest>());
  const state = useStore(machine.store);
  const onScreen = useRef(draft);
  onScreen.current = draft;
  const recipients = useRecipients();
  const times = useTimes(recipients);
  const cost = useCost(recipients);
  const purposes = useDeck((state) => state.console.settings?.purposes);
  const message: Message = { draft, recipients, schedule: times.schedule, cost, purposes };
  const selectStepOf = useSelectStepOf(draft);
  const attempt: Attempt<SendRequest> = {
    check: useCheck(message, sandbox),
    isCurrent: () => isSameMessage(onScreen.current, draft),
    requestOf: (asked, answers) => sendRequestOf(message, asked, answers),
    deliver: useDeliver(draft),
  };

  function trySend() {
    if (isSending || !machine.canBegin()) return;
    setTried(true);
    const obstacle = obstacleTo(draft, recipients, times, { now: Date.now(), minute });
    if (obstacle === 'shown') return;
    if (obstacle !== null) {
      selectStepOf(obstacle.field);
      return focusProblem(obstacle.field);
    }
    void machine.begin(attempt, requestKey === null);
  }

  return {
    recipients,
    problems: useDraftProblems(recipients, times, tried),
    refusedField: useRefusedField(),
    tried,
    sandbox,
    cost,
    times,
    asked: state.kind === 'asking' ? state.asked : null,
    busy: isSending || state.kind === 'checking' || state.kind === 'sending',
    trySend,
    send: (answers) => void machine.answer(attempt, answers),
    stop: machine.cancel,
  };
}
