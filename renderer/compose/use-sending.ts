/** Everything about sending the draft: what is wrong with it, whether to ask once more, and what came of it. */
import { notifications } from '@mantine/notifications';
import { useMemo, useState } from 'react';
import { checkChain } from '../../shared/messaging/compose.ts';
import type { Problem } from '../../shared/messaging/problem.ts';
import { isPaused } from '../app/console-slice.ts';
import { useActions, useDeck } from '../app/deck.tsx';
import { useWords } from '../app/language.tsx';
import { useMinutes } from '../app/now.ts';
import { chainOf } from './draft.ts';
import { createRecipientReader, type Recipients } from './recipients.ts';
import { splitTyped } from './split-typed.ts';

/** From so many people on, with a live account, it is asked once more. */
const manyPeople = 20;

/** Wrong from the first letter on; what is merely missing is said once a person tries to send. */
const toldAtOnce = new Set([
  'text-too-long',
  'text-malformed',
  'sender-invalid',
  'channel-twice',
  'time-past',
]);

export type Sending = {
  readonly recipients: Recipients;
  readonly problems: readonly Problem[];
  /** Sending was tried with this draft, so that what is missing may be said. */
  readonly tried: boolean;
  readonly sandbox: boolean;
  readonly confirming: boolean;
  readonly busy: boolean;
  readonly trySend: () => void;
  readonly send: () => void;
  readonly stop: () => void;
};

function focusProblem(field: string | null): void {
  const target = field === 'to' ? '[data-to-field]' : '[data-text-field]';
  requestAnimationFrame(() => document.querySelector<HTMLElement>(target)?.focus());
}

export function useSending(): Sending {
  const words = useWords().compose;
  const { compose, frame, messages } = useActions();
  const draft = useDeck((state) => state.compose.draft);
  const busy = useDeck((state) => state.compose.sending);
  const country = useDeck((state) => state.console.settings?.defaultCountry ?? null);
  const sandbox = useDeck((state) => state.console.accounts?.find((one) => one.current)?.kind === 'sandbox');
  const paused = useDeck(isPaused);
  const now = useMinutes();
  const [read] = useState(createRecipientReader);
  const [tried, setTried] = useState(false);
  const [confirming, setConfirming] = useState(false);
  /* What stands in the field counts too: nobody should lose a number by not pressing Enter. */
  const recipients = useMemo(
    () => read([...draft.recipients, ...splitTyped(draft.typed)], country),
    [read, draft.recipients, draft.typed, country],
  );
  const all = useMemo(() => checkChain(chainOf(draft), now), [draft, now]);
  const problems = tried ? all : all.filter((problem) => toldAtOnce.has(problem.code));

  async function send() {
    setConfirming(false);
    const answer = await compose.send(recipients.to, chainOf(draft));
    if (!answer.ok) return;
    const sent = answer.value.messages;
    messages.showAll();
    const told = paused ? words.written : draft.sendAt === null ? words.sent : words.scheduled;
    notifications.show({ message: told(sent.length) });
    frame.go({ screen: 'messages', id: sent.length === 1 ? (sent[0]?.id ?? null) : null });
  }

  function trySend() {
    if (busy) return;
    setTried(true);
    const [first] = checkChain(chainOf(draft), Date.now());
    if (recipients.to.length === 0 || recipients.wrong.length > 0) return focusProblem('to');
    if (first) {
      const step = draft.steps[Number(/^steps\[(\d+)\]/.exec(first.field ?? '')?.[1] ?? Number.NaN)];
      if (step) compose.edit({ selected: step.key });
      return focusProblem(first.field);
    }
    if (!sandbox && recipients.to.length >= manyPeople) setConfirming(true);
    else void send();
  }

  return {
    recipients,
    problems,
    tried,
    sandbox,
    confirming,
    busy,
    trySend,
    send: () => void send(),
    stop: () => setConfirming(false),
  };
}
