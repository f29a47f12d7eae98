import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import type { Replayed, ReplayTarget } from '../../../../shared/contract/reports.ts';
import { fail, ok, type Problem, type Result } from '../../../../shared/messaging/problem.ts';
import type { LocalId } from '../../../../shared/messaging/types.ts';
import { reportsProblem } from '../../../../shared/problems/reports.ts';
import type { Store } from '../../store.ts';
import type { Registry } from '../accounts/index.ts';
import type { InboundNumbers } from '../inbound/index.ts';
import { readLoopbackTarget } from './loopback-target.ts';
import type { OwnReplays } from './own-replays.ts';
import { type HeaderPairs, postToLoopback, type ReplayAnswer, signedHeaders } from './replay.ts';
import { sign } from './signature.ts';
import type { CallbackServer } from './types.ts';

type Needs = {
  readonly store: Store;
  readonly registry: Registry;
  readonly inbound: InboundNumbers;
  readonly callbacks: CallbackServer;
  readonly ownReplays: OwnReplays;
};

type Sent = { readonly headers: HeaderPairs; readonly body: Uint8Array };
type SignedSource = {
  readonly accountId: string;
  readonly inboundId: string | null;
  readonly headers: HeaderPairs;
};
type Source = { readonly target: string; readonly messageId: string | null };

const mostBytes = 65_536;

export function noSuchCallback(id: number): Problem {
  return reportsProblem('no-such-callback', { id });
}

/**
 * Replays a stored callback: to our own callback server over loopback, or to a program on this computer.
 * @param edited another body, which is signed anew; null means byte for byte as received. Only for the
 * built-in sandbox:
 * a body signed with a real API password would look like Messente's.
 */
export async function replayCallback(
  needs: Needs,
  id: number,
  to: ReplayTarget,
  edited: string | null,
): Promise<Result<Replayed>> {
  const source = await needs.store.read('replaySource', { id });
  if (source === null) return fail(noSuchCallback(id));
  const sent = edited === null ? ok(source) : signEdited(needs, source, edited);
  if (!sent.ok) return sent;
  if (to === 'store') return toStore(needs, source, sent.value);
  const target = readLoopbackTarget(to.url);
  if (!target.ok) return target;
  const answer = await postToLoopback(target.value, sent.value);
  return answer.ok ? ok({ ...reported(answer.value), kept: null, message: null }) : answer;
}

function signEdited(
  { registry, inbound }: Needs,
  { accountId, inboundId, headers }: SignedSource,
  edited: string,
): Result<Sent> {
  const account = registry.get(accountId);
  const passwords = inboundId === null ? registry.passwords(accountId) : inbound.passwords(inboundId);
  if (account?.kind !== 'sandbox' || passwords.kind !== 'known') {
    return fail(reportsProblem('not-sandbox'));
  }
  const body = Buffer.from(edited, 'utf8');
  if (body.length > mostBytes) {
    return fail(reportsProblem('body-too-large', {}, 'body'));
  }
  return ok({ headers: signedHeaders(headers, sign(body, passwords.current)), body });
}

async function toStore(needs: Needs, source: Source, sent: Sent): Promise<Result<Replayed>> {
  const target = pathHere(needs.callbacks, source.target);
  const before = source.messageId === null ? null : await messageOf(needs.store, source.messageId);
  const newest = await needs.store.read('newestCallback', {});
  const over = needs.ownReplays.begin(target, sent.body);
  const answer = await postToLoopback(new URL(target, needs.callbacks.localUrl), sent);
  over();
  if (!answer.ok) return answer;
  const kept = await needs.store.read('keptReplay', {
    after: newest,
    target,
    body: new Uint8Array(sent.body),
  });
  const after = before === null ? null : await messageOf(needs.store, before.id);
  return ok({
    ...reported(answer.value),
    kept,
    message:
      before === null || after === null
        ? null
        : {
            id: after.id,
            before: before.state,
            after: after.state,
            changed: glance(before) !== glance(after),
          },
  });
}

/** Returns the current path on our server; its prefix may have changed since the callback was received. */
function pathHere(callbacks: CallbackServer, target: string): string {
  const [, inbound] = /\/inbound\/([^/]+)$/u.exec(target) ?? [];
  if (inbound !== undefined) return callbacks.inboundPathFor(inbound);
  const [, token = '', localId] = /\/dlr\/([^/]+)(?:\/([^/]+))?$/u.exec(target) ?? [];
  return callbacks.pathFor(token, (localId as LocalId | undefined) ?? null);
}

function messageOf(store: Store, id: string): Promise<MessageDetail | null> {
  return store.read('messageDetail', { id });
}

/** Returns everything about a message that a report may change, except the number of reports. */
function glance(message: MessageDetail): string {
  const { state, cost, settledAt, deliveredBy, deliveredTwice, omnimessageId, steps, unmatched } = message;
  const facts = steps.map(({ events, endsAt: _endsAt, ...step }) => [
    step,
    events.map((event) => event.status),
  ]);
  return JSON.stringify([
    state,
    cost,
    settledAt,
    deliveredBy,
    deliveredTwice,
    omnimessageId,
    facts,
    unmatched.map((event) => event.status),
  ]);
}

function reported(answer: ReplayAnswer): Pick<Replayed, 'status' | 'tookMs' | 'answer'> {
  const first = Buffer.from(answer.first);
  return {
    status: answer.status,
    tookMs: answer.tookMs,
    answer: { text: asText(first, answer.cut), base64: first.toString('base64'), cut: answer.cut },
  };
}

/** Decodes a cut-off answer without its last character, which may be incomplete. */
function asText(bytes: Uint8Array, cut: boolean): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut });
  } catch {
    return null;
  }
}
