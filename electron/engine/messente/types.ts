import type { DeliveryResult } from '../../../shared/messaging/delivery-report.ts';
import type { Problem, Result } from '../../../shared/messaging/problem.ts';
import type {
  DecimalString,
  E164,
  MessageId,
  OmnimessageId,
  OmnimessageJson,
} from '../../../shared/messaging/types.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** The addresses of an account's calls, without trailing slashes. Created by parseEndpoint(). */
export type MessenteEndpoint = {
  /** Address of the JSON calls: "https://api.messente.com/v1". */
  readonly baseUrl: string;
  /** Address of the plain-text calls (balance, prices): "https://api2.messente.com". */
  readonly plainUrl: string;
  /** Used if plainUrl fails: "https://api3.messente.com"; null if there is no backup. */
  readonly backupPlainUrl: string | null;
};

/** The username and password of the API key (not of the Dashboard login). */
export type MessenteCredentials = { readonly username: string; readonly password: string };

/**
 * A problem that Messente's API returned, or that happened on the way to it. Contains no credentials and no
 * URL with credentials.
 */
export type ApiProblem = Problem & {
  /** The answer's HTTP status; null if there was no answer. */
  readonly httpStatus: number | null;
  /** Messente's own code ("105"), always as a string; null if the answer had none. */
  readonly apiCode: string | null;
  /** Messente's own description; null if there was none. */
  readonly detail: string | null;
};

/** One message (one step of the chain) in the answer to a send. */
export type AcceptedMessage = {
  readonly messageId: MessageId;
  readonly channel: string;
  readonly sender: string | null;
};

/**
 * The outcome of a send. The kind says what is certain; send-outcome.ts describes how each answer is judged.
 */
export type SendOutcome =
  | {
      readonly kind: 'accepted';
      readonly omnimessageId: OmnimessageId;
      readonly to: string | null;
      /** May be empty: an answer that names the omnimessage but not its messages still means accepted. */
      readonly messages: readonly AcceptedMessage[];
      readonly httpStatus: number;
      readonly body: string;
    }
  /** Certainly not accepted, and the same request would be refused again. */
  | {
      readonly kind: 'refused';
      readonly problem: ApiProblem;
      readonly httpStatus: number;
      readonly body: string;
    }
  /** Certainly not accepted, and the same request may be retried. */
  | {
      readonly kind: 'not-sent';
      readonly problem: ApiProblem;
      /** 429, or null if there was no connection. */
      readonly httpStatus: number | null;
      /** The wait that Retry-After requested, milliseconds; null if there was none. */
      readonly askedWaitMs: number | null;
      /** The same, at most an hour. */
      readonly retryAfterMs: number | null;
      readonly body: string | null;
    }
  /** Possibly accepted. Never resent automatically. */
  | {
      readonly kind: 'unknown';
      readonly problem: ApiProblem;
      readonly httpStatus: number | null;
      /** The part of the answer that was received; null if there was none. */
      readonly body: string | null;
      /**
       * Messente's id, if a truncated 2xx answer contained it completely. GET status can then determine the
       * outcome.
       */
      readonly omnimessageId: OmnimessageId | null;
    };

/** Prices of one country by network, in EUR per message part. */
export type CountryPrices = {
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country: string;
  readonly name: string;
  /** Calling code without "+". */
  readonly prefix: string;
  readonly networks: readonly {
    readonly mccmnc: string;
    readonly name: string;
    readonly price: DecimalString;
  }[];
};

/** The account's credit. Messente's accounts are in euros. */
export type Balance = { readonly amount: DecimalString; readonly currency: 'EUR' };

/**
 * A WhatsApp template as Messente returns it; shared/messaging/whatsapp-template-fields.ts finds the fields
 * to fill in.
 */
export type WhatsappTemplate = {
  readonly id: string;
  readonly name: string;
  /** Language code: "en", "en_US". */
  readonly language: string;
  /** Lower case, as received: authentication, marketing, utility. */
  readonly category: string;
  /** Lower case, as received. Only `approved` templates can be sent. */
  readonly status: string;
  /** As received. */
  readonly components: readonly Readonly<Record<string, unknown>>[];
};

export type ApiResult<T> = Result<T, ApiProblem>;

/** The result of a change that is requested only once. `mayBeMade`: it failed, and Messente may have made the change. */
export type ChangeResult<T> = Result<T, ApiProblem & { readonly mayBeMade: boolean }>;

/** The answer to GET status. */
export type StatusAnswer = {
  readonly omnimessageId: OmnimessageId;
  readonly to: string | null;
  /** The latest status of each step, in the order in which the steps are sent. */
  readonly statuses: readonly DeliveryResult[];
  /** As received, for storage. */
  readonly body: string;
  readonly httpStatus: number;
};

export type MessenteClient = {
  readonly endpoint: MessenteEndpoint;
  /** POST /omnimessage. The text is the request's body, byte for byte. */
  send(omnimessage: OmnimessageJson, signal?: AbortSignal): Promise<SendOutcome>;
  /** POST /omnimessages; one outcome for each body, in their order. Messente recommends at most 1000 at once. */
  sendMany(bodies: readonly object[], signal?: AbortSignal): Promise<readonly SendOutcome[]>;
  /**
   * GET status. Problem 'not-found' if Messente does not know the id, or the message belongs to another
   * account.
   */
  status(id: OmnimessageId, signal?: AbortSignal): Promise<ApiResult<StatusAnswer>>;
  /** Cancels a scheduled message. Problem 'too-late' if it was already sent or is not known. */
  cancel(id: OmnimessageId, signal?: AbortSignal): Promise<ApiResult<'cancelled'>>;
  /** Reads the account's credit in euros. */
  balance(signal?: AbortSignal): Promise<ApiResult<Balance>>;
  /** Reads the prices of a country, given by its two-letter code. */
  prices(country: string, signal?: AbortSignal): Promise<ApiResult<CountryPrices>>;
  /**
   * Reads all templates of a WhatsApp Business account, page by page. Problem 'waba-id-invalid' if the id is
   * not valid.
   */
  whatsappTemplates(wabaId: string, signal?: AbortSignal): Promise<ApiResult<readonly WhatsappTemplate[]>>;
  /** Reads the account's blacklist, as received and without repeats. */
  blacklist(signal?: AbortSignal): Promise<ApiResult<readonly string[]>>;
  /** Adds a number to the account's blacklist. `was-there`: it was listed before (409). */
  addToBlacklist(phone: E164, signal?: AbortSignal): Promise<ChangeResult<'added' | 'was-there'>>;
  /** Removes a number from the account's blacklist. `was-not-there`: it was not listed (404). */
  removeFromBlacklist(phone: E164, signal?: AbortSignal): Promise<ChangeResult<'removed' | 'was-not-there'>>;
  /** Returns whether a number is on the account's blacklist. */
  isOnBlacklist(phone: E164, signal?: AbortSignal): Promise<ApiResult<boolean>>;
  /**
   * Accepts no further calls (they return 'closed', which means that nothing was sent) and waits for the
   * calls under way.
   */
  close(): Promise<void>;
};

export type MessenteClientOptions = {
  /** From parseEndpoint(). */
  readonly endpoint: MessenteEndpoint;
  /** Called before each request, so that a changed password is used from the next request on. */
  readonly credentials: () => MessenteCredentials;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /**
   * Shared by all clients behind one IP address. Default: a limiter for this client only, 150 requests a
   * second.
   */
  readonly limiter?: RateLimiter;
  /** Default: 5 s. */
  readonly connectTimeoutMs?: number;
  /** Default: 30 s. */
  readonly answerTimeoutMs?: number | undefined;
  /** A certificate authority (PEM) that replaces the usual ones. */
  readonly ca?: string;
};
