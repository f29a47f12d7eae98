/** Gives Omnideck's sandbox panel the functions of the control API without HTTP. */

import type { SandboxArrival } from '../../../shared/contract/sandbox.ts';
import { fail, ok, type Problem, type Result, term } from '../../../shared/messaging/problem.ts';
import type { Channel } from '../../../shared/messaging/types.ts';
import { sandboxProblem } from '../../../shared/problems/sandbox.ts';
import { simulatorProblem } from '../../../shared/problems/simulator.ts';
import type { Scenario } from '../../../shared/sandbox/scenario.ts';
import type { SandboxAccounts } from './accounts.ts';
import { fitsSearch } from './arrivals.ts';
import { inboundMessage } from './inbound.ts';
import { parsePlainly } from './issue-words.ts';
import { changePeople, type PeopleChange, peopleChange } from './people.ts';
import type { CallbackOutcome, CallbackTry, SandboxInbound, SandboxMessage } from './records.ts';
import { latestEvent } from './report.ts';
import { e164, filledText } from './schema-parts.ts';
import type { SandboxState } from './state.ts';
import { type WeatherChange, weatherChange } from './weather.ts';

export type Panel = {
  now(): {
    readonly seed: number;
    readonly weather: SandboxState['weather'];
    readonly credit: string;
    readonly inboundUrl: string | null;
    readonly answers: SandboxState['people']['answers'];
    readonly scenario: string | null;
    readonly counts: { readonly messages: number; readonly inbound: number };
  };
  /** Changes the weather. The change is validated as in the control API; a problem names the field. */
  changeWeather(change: WeatherChange): Promise<Result<null>>;
  changePeople(change: PeopleChange): Promise<Result<null>>;
  setScenario(scenario: Scenario): Promise<void>;
  reset(): Promise<void>;
  /**
   * Sends an inbound message from a simulated person. @returns Messente's id of the message; problem
   * `inbound-missing` if there is no URL
   */
  write(message: {
    readonly from: string;
    readonly to: string;
    readonly text: string;
    readonly channel: Channel;
  }): Promise<Result<{ id: string }>>;
  /**
   * Returns received messages, newest first. @param search part of a number or of a text; '' matches all
   * messages
   */
  arrived(search: string, limit: number): { readonly list: SandboxArrival[]; readonly all: number };
};

const previewLength = 200;

/** Returns the text of a step, or a description of its content if it has no text. */
function wordsOf(body: unknown): string {
  const messages = typeof body === 'object' && body !== null ? Reflect.get(body, 'messages') : null;
  const [first] = Array.isArray(messages) ? messages : [];
  const text = textIn(first);
  return [...text].slice(0, previewLength).join('');
}

/** Returns the first text of a step: `text`, or the body of a nested object (WhatsApp, RCS cards). */
function textIn(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  for (const key of ['text', 'body', 'title', 'description', 'caption']) {
    const one: unknown = Reflect.get(value, key);
    if (typeof one === 'string') return one;
    const inside = textIn(one);
    if (inside !== '') return inside;
  }
  for (const inner of Object.values(value)) {
    const inside = textIn(inner);
    if (inside !== '') return inside;
  }
  return '';
}

function countOf(reports: readonly { readonly outcome: CallbackOutcome }[]): SandboxArrival['callbacks'] {
  const of = (outcome: CallbackOutcome): number => reports.filter((one) => one.outcome === outcome).length;
  return {
    received: of('received'),
    waiting: of('waiting'),
    givenUp: of('given-up'),
    dropped: of('dropped'),
  };
}

function lastOf(tries: readonly CallbackTry[]): CallbackTry | null {
  return tries.reduce<CallbackTry | null>(
    (last, one) => (last !== null && last.at > one.at ? last : one),
    null,
  );
}

function messageArrival(message: SandboxMessage): SandboxArrival {
  const { id, to, steps, body, acceptedAt, callbacks } = message;
  return {
    id,
    kind: 'message',
    person: to,
    channels: steps.map(({ channel }) => channel),
    preview: wordsOf(body),
    at: acceptedAt,
    statuses: steps.map((_, index) => latestEvent(message, index)?.status ?? null),
    callbacks: countOf(callbacks),
    lastTry: lastOf(callbacks.flatMap(({ tries }) => tries)),
  };
}

type InboundBody = { readonly sender: string; readonly channel: Channel; readonly text: string };

function inboundArrival({ id, body, at, tries, outcome }: SandboxInbound): SandboxArrival {
  // This program created the body (inbound.ts).
  const { sender, channel, text } = JSON.parse(body) as InboundBody;
  return {
    id,
    kind: 'inbound',
    person: sender,
    channels: [channel],
    preview: [...text].slice(0, previewLength).join(''),
    at,
    statuses: [],
    callbacks: countOf([{ outcome }]),
    lastTry: lastOf(tries),
  };
}

function firstProblem(
  issues: readonly { readonly path: PropertyKey[]; readonly message: string }[],
): Problem {
  const [issue] = issues;
  const field = issue?.path.map(String).join('.') ?? '';
  return sandboxProblem('bad-value', { why: term(issue?.message ?? 'That is not taken') }, field);
}

export function createPanel(parts: {
  readonly accounts: SandboxAccounts;
  readonly now: () => number;
  readonly seed: number;
}): Panel {
  const { accounts, now, seed } = parts;
  const { state, engine } = accounts.own;
  /** Include every account, because messages of test runs were received too. */
  const messages = () => accounts.all().flatMap((one) => [...one.state.messages.values()]);
  const inbounds = () => accounts.all().flatMap((one) => [...one.state.inbound.values()]);
  return {
    now() {
      const { weather, balance, people, scenario } = state;
      return {
        seed: state.seed ?? seed,
        weather,
        credit: balance,
        inboundUrl: people.inbound?.url ?? null,
        answers: people.answers,
        scenario,
        counts: { messages: messages().length, inbound: inbounds().length },
      };
    },

    async changeWeather(given) {
      const change = parsePlainly(weatherChange, given);
      if (!change.success) return fail(firstProblem(change.error.issues));
      await engine.changeState({ type: 'weather', change: change.data });
      return ok(null);
    },

    async changePeople(given) {
      const change = parsePlainly(peopleChange, given);
      if (!change.success) return fail(firstProblem(change.error.issues));
      const people = changePeople(state.people, change.data);
      if (!people.ok) return people;
      await engine.changeState({ type: 'people', people: people.value });
      return ok(null);
    },

    setScenario: (scenario) => engine.setScenario(scenario),
    reset: () => accounts.reset(),

    async write(message) {
      const { inbound } = state.people;
      if (inbound === null) {
        return fail(simulatorProblem('inbound-missing', {}, 'url'));
      }
      const from = parsePlainly(e164, message.from);
      if (!from.success) return fail({ ...firstProblem(from.error.issues), field: 'from' });
      const to = parsePlainly(filledText, message.to);
      if (!to.success) {
        return fail(simulatorProblem('to-missing', {}, 'to'));
      }
      const written = inboundMessage({ ...message, at: now() });
      await engine.receive({ ...written, ...inbound });
      return ok({ id: written.id });
    },

    arrived(search, limit) {
      const fits = fitsSearch(search);
      const all: { readonly at: number; readonly view: () => SandboxArrival }[] = [
        ...messages().map((one) => ({
          at: one.acceptedAt,
          view: () => messageArrival(one),
        })),
        ...inbounds().map((one) => ({ at: one.at, view: () => inboundArrival(one) })),
      ].sort((a, b) => b.at - a.at);
      // This runs every two seconds over up to ten thousand messages, so only the shown ones are formatted.
      if (search.trim() === '')
        return { list: all.slice(0, limit).map(({ view }) => view()), all: all.length };
      const found = all
        .map(({ view }) => view())
        .filter(({ person, preview }) => fits(person, () => [preview]));
      return { list: found.slice(0, limit), all: found.length };
    },
  };
}
