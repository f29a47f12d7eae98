/** Messente's omnichannel calls: send one message, send many, read the status, cancel. */
import { z } from 'zod';
import type { SandboxAccount, SandboxAccounts } from './accounts.ts';
import { type ApiError, apiError, type ErrorBody } from './api-error.ts';
import { answerManner, slowAnswerMs } from './behaviour.ts';
import { judgeOmnimessage, type Omnimessage } from './omnimessage-schema.ts';
import type { SandboxMessage } from './records.ts';
import {
  type ApiRequest,
  errors,
  json,
  notFound,
  parseJson,
  type Reply,
  type Route,
  serverFailure,
  unauthorized,
} from './reply.ts';
import { statusBody } from './report.ts';

export type ApiParts = {
  readonly accounts: SandboxAccounts;
  readonly log: (line: string) => void;
};

const notJson = () => errors(400, [apiError('105', 'The body is not JSON', 'payload')]);

/** The body of the answer to an accepted omnimessage. Messente requires every field. */
function acceptedBody({ id, to, steps }: SandboxMessage) {
  return {
    omnimessage_id: id,
    to,
    messages: steps.map(({ messageId, channel, sender }) => ({ message_id: messageId, channel, sender })),
  };
}

/** The result of accepting one omnimessage of a request. */
type Taken =
  | {
      readonly kind: 'accepted';
      readonly message: SandboxMessage;
      readonly cut: boolean;
      readonly slow: boolean;
    }
  | { readonly kind: 'refused'; readonly status: 400 | 401 | 500; readonly errors: readonly ApiError[] };

const bulkSchema = z.strictObject({ messages: z.array(z.unknown()).min(1) });

type Handle = (
  account: SandboxAccount,
  request: ApiRequest,
  parameters: readonly string[],
) => Promise<Reply> | Reply;

export function omnimessageRoutes({ accounts, log }: ApiParts): Route[] {
  function guarded(handle: Handle): Route['handle'] {
    return (request, parameters) => {
      const account = accounts.authorized(request);
      return account === null ? unauthorized() : handle(account, request, parameters);
    };
  }

  function isThrottled({ state }: SandboxAccount, omnimessage: Omnimessage): boolean {
    return answerManner(omnimessage.to) === 'throttle-once' && !state.turnedAway.has(omnimessage.to);
  }

  /** Messente documents neither the body of a 429 answer nor its Retry-After header. */
  async function throttle({ engine }: SandboxAccount, numbers: readonly string[]): Promise<Reply> {
    await Promise.all(numbers.map((to) => engine.turnAway(to)));
    return errors(429, [apiError('102', 'Too many requests, try again in a second')], { 'retry-after': '1' });
  }

  async function take({ state, engine }: SandboxAccount, omnimessage: Omnimessage): Promise<Taken> {
    const { to } = omnimessage;
    const manner = answerManner(to);
    if (manner === 'refuse-recipient') {
      return { kind: 'refused', status: 400, errors: [apiError('105', 'Invalid recipient', 'to')] };
    }
    if (manner === 'refuse-credentials') {
      return { kind: 'refused', status: 401, errors: [apiError('103', 'Unauthorized')] };
    }
    const failed: Taken = {
      kind: 'refused',
      status: 500,
      errors: [apiError('104', 'Internal Server Error')],
    };
    if (manner === 'fail-once' && !state.turnedAway.has(to)) {
      await engine.turnAway(to);
      return failed;
    }
    try {
      const message = await engine.accept(omnimessage);
      return { kind: 'accepted', message, cut: manner === 'cut', slow: manner === 'slow' };
    } catch (error) {
      log(`an omnimessage cannot be stored: ${String(error)}`);
      return failed;
    }
  }

  /** Cuts or delays the answer if one of the recipients selects that behaviour. */
  function deliver(reply: Reply, taken: readonly Taken[]): Reply {
    if (taken.some((one) => one.kind === 'accepted' && one.cut)) return { kind: 'cut' };
    const slow = taken.some((one) => one.kind === 'accepted' && one.slow);
    return slow && reply.kind === 'answer' ? { ...reply, delayMs: slowAnswerMs } : reply;
  }

  async function sendOne(account: SandboxAccount, { body }: ApiRequest): Promise<Reply> {
    const parsed = parseJson(body);
    if (parsed === null) return notJson();
    const judged = judgeOmnimessage(parsed.value);
    if (!judged.ok) return errors(400, judged.errors);
    if (isThrottled(account, judged.omnimessage)) return throttle(account, [judged.omnimessage.to]);
    const taken = await take(account, judged.omnimessage);
    if (taken.kind === 'accepted') return deliver(json(201, acceptedBody(taken.message)), [taken]);
    return taken.status === 401 ? unauthorized() : errors(taken.status, taken.errors);
  }

  /** Answers with one entry for each omnimessage, in order: a success body or an error body. */
  async function sendMany(account: SandboxAccount, { body }: ApiRequest): Promise<Reply> {
    const parsed = parseJson(body);
    if (parsed === null) return notJson();
    const bulk = bulkSchema.safeParse(parsed.value);
    if (!bulk.success) return errors(400, bulkErrors(parsed.value));
    const judged = bulk.data.messages.map(judgeOmnimessage);
    const throttled = judged.flatMap((one) =>
      one.ok && isThrottled(account, one.omnimessage) ? [one.omnimessage.to] : [],
    );
    if (throttled.length > 0) return throttle(account, throttled);
    const taken = await Promise.all(
      judged.map((one): Taken | Promise<Taken> =>
        one.ok ? take(account, one.omnimessage) : { kind: 'refused', status: 400, errors: one.errors },
      ),
    );
    const entries = taken.map((one) =>
      one.kind === 'accepted' ? acceptedBody(one.message) : ({ errors: one.errors } satisfies ErrorBody),
    );
    return deliver(json(201, { messages: entries }), taken);
  }

  function status(account: SandboxAccount, _: ApiRequest, [id = '']: readonly string[]): Reply {
    const found = accounts.messageFor(account, id);
    return found === null ? notFound() : json(200, statusBody(found.message));
  }

  async function cancel(
    account: SandboxAccount,
    _: ApiRequest,
    [id = '']: readonly string[],
  ): Promise<Reply> {
    try {
      const found = accounts.messageFor(account, id);
      return found !== null && (await found.account.engine.cancel(id)) ? json(202, {}) : notFound();
    } catch (error) {
      log(`a cancellation cannot be stored: ${String(error)}`);
      return serverFailure();
    }
  }

  return [
    { method: 'POST', pattern: /^\/omnimessage$/, handle: guarded(sendOne) },
    { method: 'POST', pattern: /^\/omnimessages$/, handle: guarded(sendMany) },
    { method: 'GET', pattern: /^\/omnimessage\/([^/]+)\/status$/, handle: guarded(status) },
    { method: 'DELETE', pattern: /^\/omnimessage\/([^/]+)$/, handle: guarded(cancel) },
  ];
}

function bulkErrors(value: unknown): ApiError[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [apiError('105', 'Not an object', 'payload')];
  }
  if (!('messages' in value)) return [apiError('106', 'Missing data for a required field', 'messages')];
  if (!Array.isArray(value.messages) || value.messages.length === 0) {
    return [apiError('105', 'Not a list of omnimessages', 'messages')];
  }
  return Object.keys(value)
    .filter((key) => key !== 'messages')
    .map((key) => apiError('105', 'Unknown field', key));
}
