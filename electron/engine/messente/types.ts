import type { DeliveryResult } from '../../../shared/messaging/delivery-report.ts';
import type { Problem, Result } from '../../../shared/messaging/problem.ts';
import type {
  DecimalString,
  MessageId,
  OmnimessageId,
  OmnimessageJson,
} from '../../../shared/messaging/types.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** Where an account's calls go. Base addresses have no trailing slash; made by parseEndpoint(). */
export type MessenteEndpoint = {
  /** The JSON calls: "https://api.messente.com/v1". */
  readonly baseUrl: string;
  /** The plain-text calls (balance, prices): "https://api2.messente.com". */
  readonly plainUrl: string;
  /** Asked where the other one fails: "https://api3.messente.com"; null where there is none. */
  readonly backupPlainUrl: string | null;
};

/** The API key's username and password (not the Dashboard's login). */
export type MessenteCredentials = { readonly username: string; readonly password: string };

/** A problem that came from, or on the way to, Messente's API. Holds no credential and no URL with one. */
export type ApiProblem = Problem & {
  /** The answer's HTTP status; null where there was no answer. */
  readonly httpStatus: number | null;
  /** Messente's own code ("105"), as a string whatever the shape; null where the answer had none. */
  readonly apiCode: string | null;
  /** Messente's own words on it; null where there were none. */
  readonly detail: string | null;
};

/** One message (one step of the chain) as the answer to a send names it. */
export type AcceptedMessage = {
  readonly messageId: MessageId;
  readonly channel: string;
  readonly sender: string | null;
};

/** What a send came to. The kind says what is certain; see send-outcome.ts for how each answer is judged. */
export type SendOutcome =
  | {
      readonly kind: 'accepted';
      readonly omnimessageId: OmnimessageId;
      readonly to: string | null;
      /** May be empty: an answer that names the omnimessage but not its messages is still an acceptance. */
      readonly messages: readonly AcceptedMessage[];
      readonly httpStatus: number;
      readonly body: string;
    }
  /** Certainly not accepted, and the same request again would be refused again. */
  | {
      readonly kind: 'refused';
      readonly problem: ApiProblem;
      readonly httpStatus: number;
      readonly body: string;
    }
  /** Certainly not accepted, and the same request may be tried again. */
  | {
      readonly kind: 'not-sent';
      readonly problem: ApiProblem;
      /** 429, or null where no connection came about. */
      readonly httpStatus: number | null;
      /** What Retry-After asked for, milliseconds, at most an hour; null where it asked for nothing. */
      readonly retryAfterMs: number | null;
      readonly body: string | null;
    }
  /** It may have been accepted or not. Never to be sent again by itself. */
  | {
      readonly kind: 'unknown';
      readonly problem: ApiProblem;
      readonly httpStatus: number | null;
      /** What was read of the answer; null where there was none. */
      readonly body: string | null;
      /** Messente's id where a cut 2xx answer still showed it whole: GET status can settle it. */
      readonly omnimessageId: OmnimessageId | null;
    };

/** Prices of one country, per network, EUR for one message part. */
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

/** The account's credit. Messente keeps accounts in euros. */
export type Balance = { readonly amount: DecimalString; readonly currency: 'EUR' };

/** A WhatsApp template as Messente tells it; see shared/messaging/whatsapp-template-fields.ts for what to fill in. */
export type WhatsappTemplate = {
  readonly id: string;
  readonly name: string;
  /** "en", "en_US". */
  readonly language: string;
  /** Lower case, as it came: authentication, marketing, utility. */
  readonly category: string;
  /** Lower case, as it came: only `approved` can be sent. */
  readonly status: string;
  /** As they came. */
  readonly components: readonly Readonly<Record<string, unknown>>[];
};

export type ApiResult<T> = Result<T, ApiProblem>;

/** The answer to GET status. */
export type StatusAnswer = {
  readonly omnimessageId: OmnimessageId;
  readonly to: string | null;
  /** In the order of sending, as Messente gives them; the latest status of each step only. */
  readonly statuses: readonly DeliveryResult[];
  /** As it came, for keeping. */
  readonly body: string;
  readonly httpStatus: number;
};

export type MessenteClient = {
  readonly endpoint: MessenteEndpoint;
  /** POST /omnimessage. The text is the request's body, byte for byte. */
  send(omnimessage: OmnimessageJson, signal?: AbortSignal): Promise<SendOutcome>;
  /** POST /omnimessages; one outcome for each body, in their order. Messente recommends at most 1000 at once. */
  sendMany(bodies: readonly object[], signal?: AbortSignal): Promise<readonly SendOutcome[]>;
  /** GET status. Problem 'not-found' where Messente doesn't know it, or it is another account's. */
  status(id: OmnimessageId, signal?: AbortSignal): Promise<ApiResult<StatusAnswer>>;
  /** Withdraws what is scheduled. Problem 'too-late' where it is sent already, or not known. */
  cancel(id: OmnimessageId, signal?: AbortSignal): Promise<ApiResult<'cancelled'>>;
  /** The account's credit, euros. */
  balance(signal?: AbortSignal): Promise<ApiResult<Balance>>;
  /** Prices of a country, given by its two-letter code. */
  prices(country: string, signal?: AbortSignal): Promise<ApiResult<CountryPrices>>;
  /** Every template of a WhatsApp Business account, page after page. Problem 'waba-id-invalid' for what is no id. */
  whatsappTemplates(wabaId: string, signal?: AbortSignal): Promise<ApiResult<readonly WhatsappTemplate[]>>;
  /** Takes no further call (they answer 'closed', certain not to have been sent) and waits for those under way. */
  close(): Promise<void>;
};

export type MessenteClientOptions = {
  /** From parseEndpoint(). */
  readonly endpoint: MessenteEndpoint;
  /** Asked before each request, so that a changed password counts from the next one. */
  readonly credentials: () => MessenteCredentials;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Shared by all clients behind one IP address; one of this client's own, 150 a second, where left out. */
  readonly limiter?: RateLimiter;
  /** 5 s unless given. */
  readonly connectTimeoutMs?: number;
  /** 30 s unless given. */
  readonly answerTimeoutMs?: number;
  /** Certificate authority to trust instead of the usual ones, PEM. */
  readonly ca?: string;
};
