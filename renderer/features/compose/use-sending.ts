/** Everything about sending the draft: what is wrong with it, what to ask before, and what came of it. */
import { notifications } from '@mantine/notifications';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Listed } from '../../../shared/contract/compose.ts';
import { checkChain } from '../../../shared/messaging/check-chain.ts';
import type { DraftChain } from '../../../shared/messaging/compose.ts';
import { fieldOfSource } from '../../../shared/messaging/field-of-source.ts';
import { createMergedCounter } from '../../../shared/messaging/merged-segments.ts';
import {
  createMerger,
  missingProblem,
  missingValues,
  type Values,
} from '../../../shared/messaging/placeholders.ts';
import { type Problem, problem } from '../../../shared/messaging/problem.ts';
import { isPaused } from '../../lib/console-slice.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import { listedLines } from '../../lib/listed-lines.ts';
import { useMinutes } from '../../lib/now.ts';
import { type Answers, type Asked, answered, isCostly, isMany, mustAsk, timesOf } from './before-asking.ts';
import type { SendMore } from './compose-state.ts';
import { chainOf, type Draft } from './draft.ts';
import { createRecipientReader, type Recipients } from './recipients.ts';
import { openPlaces } from './schedule.ts';
import { type DraftCost, estimatesOf } from './sending-cost.ts';
import { splitTyped } from './split-typed.ts';
import { useCost } from './use-cost.ts';
import { type Times, useTimes } from './use-times.ts';

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
  /** The field of the draft that the engine refused, as a path; null: none. Its own form tells why. */
  readonly refusedField: string | null;
  /** Sending was tried with this draft, so that what is missing may be said. */
  readonly tried: boolean;
  readonly sandbox: boolean;
  readonly cost: DraftCost;
  readonly times: Times;
  /** What a person is being asked; null: nothing. */
  readonly asked: Asked | null;
  readonly busy: boolean;
  readonly trySend: () => void;
  readonly send: (answers: Answers) => void;
  readonly stop: () => void;
};

type Tried = {
  readonly to: readonly string[];
  readonly chain: DraftChain;
  readonly more: SendMore;
  held: number;
  /** Those of the draft that nothing is sent to. */
  readonly listed: readonly Listed[];
};

const noValues: Values = {};

function seenWith(chain: DraftChain, values: Values): DraftChain {
  return createMerger(chain).show(values);
}

function focusProblem(field: string | null): void {
  const target = field?.startsWith('to') ? '[data-to-field]' : '[data-text-field]';
  const own = `[data-field="${CSS.escape(field?.replace(/^steps\[\d+\]\./, '') ?? '')}"]`;
  const find = (selector: string) => document.querySelector<HTMLElement>(selector);
  requestAnimationFrame(() => (find(own) ?? find(target))?.focus());
}

/** Whether two drafts send the same; which step is looked at makes no difference. */
function isSameMessage(one: Draft, other: Draft): boolean {
  const names = Object.keys({ ...one, ...other }).filter((name) => name !== 'selected');
  const [left, right] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  return names.every((name) => left.get(name) === right.get(name));
}

export function useSending(): Sending {
  const { words, format } = useLanguage();
  const { compose, frame, messages, sending, privacy } = useActions();
  const draft = useDeck((state) => state.compose.draft);
  const busy = useDeck((state) => state.compose.sending);
  const refused = useDeck((state) => state.compose.problem);
  const requestKey = useDeck((state) => state.compose.requestKey);
  const country = useDeck((state) => state.console.settings?.defaultCountry ?? null);
  const doNotSend = useDeck((state) => state.console.doNotSend);
  const open = useDeck((state) => state.frame.connection.state === 'open');
  const settings = useDeck((state) => state.console.settings?.beforeSending ?? null);
  const accountId = useDeck((state) => state.console.overview?.currentAccountId ?? null);
  const sandbox = useDeck((state) => state.console.accounts?.find((one) => one.current)?.kind === 'sandbox');
  const paused = useDeck(isPaused);
  const now = useMinutes();
  const [read] = useState(createRecipientReader);
  const [tried, setTried] = useState(false);
  const [looking, setLooking] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  /* What was asked of the engine last: said again under the same key, it must be the same. */
  const last = useRef<Tried | null>(null);
  const onScreen = useRef(draft);
  onScreen.current = draft;
  /* What stands in the field counts too: nobody should lose a number by not pressing Enter. */
  const recipients = useMemo(
    () => read([...draft.recipients, ...splitTyped(draft.typed)], country, doNotSend),
    [read, draft.recipients, draft.typed, country, doNotSend],
  );
  useEffect(() => {
    if (open) void privacy.loadDoNotSend();
  }, [open, privacy]);
  const times = useTimes(recipients);
  const cost = useCost(recipients);
  /* As one person reads it: what a placeholder becomes may be an address, or too long. */
  const sample = recipients.people[0]?.values ?? noValues;
  const own = useMemo(() => checkChain(seenWith(chainOf(draft), sample), now), [draft, sample, now]);
  const late = times.schedule.kind === 'theirs' && times.schedule.earliest <= now;
  const problems = useMemo(() => {
    const told = own.filter((one) => tried || toldAtOnce.has(one.code));
    if (late) told.push(problem('time-past', words.compose.inThePast, '', 'timeToSend'));
    if (tried) {
      const missing = missingValues(chainOf(draft), recipients.people);
      if (missing.length > 0) told.push(missingProblem(missing));
    }
    return told;
  }, [own, tried, late, recipients, draft, words]);
  const refusedField = useMemo(() => {
    if (refused === null || refused.field === null) return null;
    return fieldOfSource(refused.field, chainOf(draft)) ?? refused.field;
  }, [refused, draft]);
  const people = useMemo(
    () =>
      recipients.all.flatMap(({ phone, repeat, listed }) =>
        phone === null || repeat || listed !== null
          ? []
          : [{ to: phone.e164 as string, country: phone.country }],
      ),
    [recipients],
  );
  const values = useMemo(
    () => Object.fromEntries(recipients.people.map((one) => [one.to, one.values])),
    [recipients],
  );

  async function deliver(input: Tried) {
    setAsked(null);
    last.current = input;
    const answer = await compose.send(input.to, input.chain, input.more);
    if (!answer.ok) {
      if (answer.problem.code === 'time-past') last.current = null;
      const field = answer.problem.field;
      const step = stepOf(field === null ? null : (fieldOfSource(field, input.chain) ?? field));
      if (step) selectOnly(step.key);
      return;
    }
    last.current = null;
    const sent = answer.value.messages;
    messages.showAll();
    const scheduled = input.chain.timeToSend !== undefined || draft.sendAtTheirs;
    const told = paused
      ? words.compose.written(sent.length)
      : input.held > 0 && !scheduled
        ? words.sending.before.held(input.held)
        : scheduled
          ? words.compose.scheduled(sent.length)
          : words.compose.sent(sent.length);
    const { before } = words.sending;
    const lines = listedLines(input.listed, before, format.phone);
    const others = lines.length === 0 ? [] : [before.doNotSend(input.listed.length), lines.join('; ')];
    notifications.show({ message: [told, ...others].join(' ') });
    frame.go({ screen: 'messages', id: sent.length === 1 ? (sent[0]?.id ?? null) : null });
  }

  function stepOf(field: string | null | undefined) {
    return draft.steps[Number(/^steps\[(\d+)\]/.exec(field ?? '')?.[1] ?? Number.NaN)];
  }
  /* Choosing a step is no change of the draft: what was said of it stays. */
  function selectOnly(key: string) {
    if (draft.selected !== key) compose.select(key);
  }

  function send(answers: Answers) {
    const { to, held, ...more } = answered(
      recipients.to,
      timesOf(times.schedule, people),
      asked?.found ?? null,
      answers,
    );
    const sentTo = new Set(to);
    const estimates = Object.entries(estimatesOf(cost, recipients, draft.steps, createMergedCounter()));
    const estimateOf = Object.fromEntries(estimates.filter(([one]) => sentTo.has(one)));
    const listed = [...recipients.listed, ...(asked?.found?.doNotSend ?? [])];
    void deliver({ to, chain: chainOf(draft), held, listed, more: { ...more, estimateOf, values } });
  }

  async function look(chain: DraftChain) {
    setLooking(true);
    const timeToSendOf = timesOf(times.schedule, people);
    const answer = await sending.before({
      to: [...recipients.to],
      chain: { ...chain, steps: [...chain.steps] },
      values,
      ...(Object.keys(timeToSendOf).length === 0 ? {} : { timeToSendOf }),
      ...(accountId === null ? {} : { accountId }),
    });
    setLooking(false);
    if (!isSameMessage(onScreen.current, draft)) return;
    const live = settings !== null && (!sandbox || settings.inSandbox);
    const asks = recipients.to.length - (answer.ok ? answer.value.doNotSend.length : 0);
    const found: Asked = {
      found: answer.ok ? answer.value : null,
      problem: answer.ok ? null : answer.problem,
      many: live && isMany(asks, settings),
      costly: live && isCostly(cost, settings.highCost),
    };
    if (mustAsk(found)) setAsked(found);
    else send({ quiet: 'send', same: 'send' });
  }

  function trySend() {
    if (busy || looking || asked !== null) return;
    setTried(true);
    const chain = chainOf(draft);
    const [first] = checkChain(seenWith(chain, sample), Date.now());
    if (recipients.to.length === 0 || recipients.wrong.length > 0) return focusProblem('to');
    if (first) {
      const step = stepOf(first.field);
      if (step) selectOnly(step.key);
      return focusProblem(first.field);
    }
    if (missingValues(chain, recipients.people).length > 0) return;
    if (late || (draft.sendAtTheirs && openPlaces(times.places).length > 0)) return;
    /* Nobody knows what came of the last try: the very same is asked for again, and written once. */
    if (requestKey !== null && last.current !== null) return void deliver(last.current);
    void look(chain);
  }

  return {
    recipients,
    problems,
    refusedField,
    tried,
    sandbox,
    cost,
    times,
    asked,
    busy: busy || looking,
    trySend,
    send,
    stop: () => setAsked(null),
  };
}
