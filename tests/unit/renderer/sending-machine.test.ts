/** Tests the states of sending a draft with an engine whose answers the test gives one by one. */
import { describe, expect, it } from 'vitest';
import type { Answers, Asked } from '../../../renderer/features/compose/before-asking.ts';
import {
  type Attempt,
  createSendingMachine,
  type Outcome,
} from '../../../renderer/features/compose/sending-machine.ts';

const found = { quiet: [], same: [], doNotSend: [], withheld: [] };
const nothingToAsk: Asked = { found, problem: null, many: false, costly: false };
const manyRecipients: Asked = { ...nothingToAsk, many: true };
const hold: Answers = { quiet: 'hold', same: 'leave-out' };

type Request = { readonly text: string; readonly answers: Answers };

/** Returns a machine, a draft with `text`, and the calls that wait for the engine's answer. */
function begin() {
  const machine = createSendingMachine<Request>();
  const visited: string[] = [];
  machine.store.subscribe(({ kind }) => visited.push(kind));
  const checks: PromiseWithResolvers<Asked>[] = [];
  const sent: { readonly request: Request; readonly answer: PromiseWithResolvers<Outcome> }[] = [];
  let onScreen = 'Hello';
  const attempt = (): Attempt<Request> => {
    const text = onScreen;
    return {
      check() {
        const check = Promise.withResolvers<Asked>();
        checks.push(check);
        return check.promise;
      },
      isCurrent: () => onScreen === text,
      requestOf: (_, answers) => ({ text, answers }),
      deliver(request) {
        const answer = Promise.withResolvers<Outcome>();
        sent.push({ request, answer });
        return answer.promise;
      },
    };
  };
  return {
    machine,
    visited,
    checks,
    sent,
    requests: () => sent.map(({ request }) => request),
    /** Resolves when the machine enters a state. */
    entered: (kind: string) =>
      new Promise<void>((resolve) => {
        machine.store.subscribe((state) => state.kind === kind && resolve());
      }),
    kind: () => machine.store.getState().kind,
    click: (isEdited = true) => machine.begin(attempt(), isEdited),
    answer: (answers: Answers) => machine.answer(attempt(), answers),
    edit(text: string) {
      onScreen = text;
    },
  };
}

describe('sending a draft', () => {
  it('sends at once if there is nothing to ask', async () => {
    const sending = begin();
    const clicked = sending.click();
    sending.checks[0]?.resolve(nothingToAsk);
    await sending.entered('sending');
    sending.sent[0]?.answer.resolve('sent');
    await clicked;
    expect(sending.visited).toEqual(['checking', 'sending', 'idle']);
    expect(sending.requests()).toEqual([{ text: 'Hello', answers: { quiet: 'send', same: 'send' } }]);
  });

  it('sends with the user’s answers if something has to be asked', async () => {
    const sending = begin();
    const clicked = sending.click();
    sending.checks[0]?.resolve(manyRecipients);
    await clicked;
    expect(sending.machine.store.getState()).toEqual({ kind: 'asking', asked: manyRecipients });
    expect(sending.sent).toEqual([]);
    const answered = sending.answer(hold);
    sending.sent[0]?.answer.resolve('sent');
    await answered;
    expect(sending.visited).toEqual(['checking', 'asking', 'sending', 'idle']);
    expect(sending.requests()).toEqual([{ text: 'Hello', answers: hold }]);
  });

  it('sends nothing if the dialog is closed, and asks again at the next click', async () => {
    const sending = begin();
    const clicked = sending.click();
    sending.checks[0]?.resolve(manyRecipients);
    await clicked;
    sending.machine.cancel();
    await sending.answer(hold);
    expect(sending.kind()).toBe('idle');
    expect(sending.sent).toEqual([]);
    void sending.click();
    expect(sending.checks).toHaveLength(2);
  });

  it('sends nothing if the draft changes during the check', async () => {
    const sending = begin();
    const clicked = sending.click();
    sending.edit('Hello again');
    sending.checks[0]?.resolve(nothingToAsk);
    await clicked;
    expect(sending.visited).toEqual(['checking', 'idle']);
    expect(sending.sent).toEqual([]);
  });
});

describe('a second click on Send', () => {
  it('does nothing during the check, in the dialog, or during the request', async () => {
    const sending = begin();
    const clicked = sending.click();
    await sending.click();
    expect(sending.checks).toHaveLength(1);
    sending.checks[0]?.resolve(manyRecipients);
    await clicked;
    await sending.click();
    expect(sending.checks).toHaveLength(1);
    const answered = sending.answer(hold);
    await sending.click(false);
    await sending.click(true);
    expect(sending.checks).toHaveLength(1);
    sending.sent[0]?.answer.resolve('sent');
    await answered;
    expect(sending.sent).toHaveLength(1);
  });

  it('in the dialog sends the message once', async () => {
    const sending = begin();
    const clicked = sending.click();
    sending.checks[0]?.resolve(manyRecipients);
    await clicked;
    const first = sending.answer(hold);
    await sending.answer({ quiet: 'send', same: 'send' });
    sending.sent[0]?.answer.resolve('sent');
    await first;
    expect(sending.requests()).toEqual([{ text: 'Hello', answers: hold }]);
  });
});

describe('a request whose answer is lost', () => {
  /** Sends a draft, answers the question about quiet hours with `hold`, and loses the connection. */
  async function afterLostAnswer() {
    const sending = begin();
    const clicked = sending.click();
    sending.checks[0]?.resolve(manyRecipients);
    await clicked;
    const answered = sending.answer(hold);
    sending.sent[0]?.answer.resolve('failed');
    await answered;
    expect(sending.kind()).toBe('uncertain');
    return sending;
  }

  it('is repeated unchanged at the next click, without a check or a question', async () => {
    const sending = await afterLostAnswer();
    const again = sending.click(false);
    expect(sending.kind()).toBe('sending');
    sending.sent[1]?.answer.resolve('sent');
    await again;
    expect(sending.checks).toHaveLength(1);
    expect(sending.sent[1]?.request).toBe(sending.sent[0]?.request);
    expect(sending.kind()).toBe('idle');
  });

  it('stays uncertain while the answers keep being lost', async () => {
    const sending = await afterLostAnswer();
    const again = sending.click(false);
    sending.sent[1]?.answer.resolve('failed');
    await again;
    expect(sending.machine.store.getState()).toEqual({
      kind: 'uncertain',
      request: sending.sent[0]?.request,
    });
  });

  it('is not repeated after the draft was edited: the new message is checked and asked about', async () => {
    const sending = await afterLostAnswer();
    sending.edit('Good evening');
    const clicked = sending.click(true);
    expect(sending.kind()).toBe('checking');
    sending.checks[1]?.resolve(manyRecipients);
    await clicked;
    const answered = sending.answer(hold);
    sending.sent[1]?.answer.resolve('sent');
    await answered;
    expect(sending.requests().map(({ text }) => text)).toEqual(['Hello', 'Good evening']);
  });
});

describe('a request that the engine refused because it came too late', () => {
  it('is not repeated: the next click checks the draft again', async () => {
    const sending = begin();
    const clicked = sending.click();
    sending.checks[0]?.resolve(nothingToAsk);
    await sending.entered('sending');
    sending.sent[0]?.answer.resolve('expired');
    await clicked;
    expect(sending.kind()).toBe('idle');
    void sending.click(false);
    expect(sending.kind()).toBe('checking');
  });
});
