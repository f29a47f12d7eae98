/**
 * Messente's API as values: each call answers with what is known for certain, and no call throws for anything
 * that a server, a network or a person can do.
 */
import type { OmnimessageId } from '../../../shared/messaging/types.ts';
import type { RateLimiter } from './rate-limiter.ts';
import type {
  ApiResult,
  Balance,
  CountryPrices,
  MessenteCredentials,
  MessenteEndpoint,
  SendOutcome,
} from './types.ts';

export type * from './types.ts';

export type MessenteClient = {
  readonly endpoint: MessenteEndpoint;
  send(body: unknown, signal?: AbortSignal): Promise<SendOutcome>;
  sendMany(bodies: readonly unknown[], signal?: AbortSignal): Promise<readonly SendOutcome[]>;
  status(id: OmnimessageId, signal?: AbortSignal): Promise<ApiResult<unknown>>;
  cancel(id: OmnimessageId, signal?: AbortSignal): Promise<ApiResult<'cancelled'>>;
  balance(signal?: AbortSignal): Promise<ApiResult<Balance>>;
  prices(country: string, signal?: AbortSignal): Promise<ApiResult<CountryPrices>>;
  close(): Promise<void>;
};

export type MessenteClientOptions = {
  readonly endpoint: MessenteEndpoint;
  readonly credentials: () => MessenteCredentials;
  readonly now: () => number;
  readonly limiter?: RateLimiter;
  readonly connectTimeoutMs?: number;
  readonly answerTimeoutMs?: number;
  readonly ca?: string;
};

export function createMessenteClient(_options: MessenteClientOptions): MessenteClient {
  throw new Error('being written');
}
