/** Creates messages and steps in the contract's format, for tests that need only some of their fields. */
import type { MessageRow, StepView } from '../../../shared/contract/messages.ts';

type StepFacts = Partial<MessageRow['steps'][number]>;

export function row(
  facts: Partial<Omit<MessageRow, 'steps'>> & { steps?: readonly StepFacts[] } = {},
): MessageRow {
  const { steps = [{}], ...rest } = facts;
  return {
    id: 'm1',
    seq: 1,
    accountId: 'a1',
    to: '+37255501411',
    state: 'delivered',
    deliveredBy: null,
    deliveredTwice: false,
    preview: 'Hello',
    createdAt: 0,
    sendAt: null,
    settledAt: null,
    running: null,
    cost: null,
    problem: null,
    tags: [],
    hasNote: false,
    heldUntil: null,
    recipientName: null,
    ...rest,
    steps: steps.map((step) => ({ channel: 'sms', state: 'waiting', status: null, ...step })),
  };
}

export function step(facts: Partial<StepView> = {}): StepView {
  return {
    channel: 'sms',
    messageId: null,
    sender: null,
    text: 'Hello',
    waitSeconds: null,
    state: 'waiting',
    status: null,
    err: null,
    error: null,
    at: null,
    startedAt: null,
    endsAt: null,
    contradiction: null,
    price: null,
    events: [],
    ...facts,
  };
}
