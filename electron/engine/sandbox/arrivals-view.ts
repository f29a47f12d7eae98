/**
 * Renders `GET /sandbox`, the HTML page of the messages that the sandbox received. The server renders the
 * complete page, so it can be read without JavaScript; a small script only reloads its content. Everything
 * that came from outside is escaped.
 */
import { createHash, randomBytes } from 'node:crypto';
import { escapeMarkup } from '../../../shared/markup.ts';
import type { SandboxAccounts } from './accounts.ts';
import { type Arrivals, arrivalsOf, mostArrivals } from './arrivals.ts';
import { pageScript, pageStyle } from './arrivals-view-parts.ts';
import type { CallbackTry, SandboxInbound, SandboxMessage, SandboxStep } from './records.ts';
import { type ApiRequest, answer, parseJson, type Reply } from './reply.ts';
import { latestEvent } from './report.ts';
import type { SandboxState } from './state.ts';

const longestText = 1_000;
const longestRequest = 20_000;

const shortened = (text: string, most: number) => (text.length > most ? `${text.slice(0, most)}…` : text);

function time(at: number): string {
  const iso = new Date(at).toISOString();
  return `<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 23)} UTC</time>`;
}

const member = (value: unknown, key: string | number): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

/** Returns the text of a channel's message or, if the message has no text, the names of its parts. */
function wordsOf(message: unknown): string {
  const text = member(message, 'text');
  if (typeof text === 'string') return text;
  const body = member(text, 'body');
  if (typeof body === 'string') return body;
  const { channel: _, sender: __, ttl: ___, validity: ____, ...content } = Object(message);
  return JSON.stringify(content);
}

function standing(status: string): string {
  const kind = /^(DELIVRD|SEEN)$/.test(status)
    ? 'good'
    : /^(ACK|ACCEPTD|UNKNOWN)$/.test(status)
      ? 'wait'
      : 'bad';
  return `<span class="${kind}">${escapeMarkup(status)}</span>`;
}

/** Describes a step that has no status yet: it has just begun, is waiting for its turn, or will never run. */
function beforeAnyStatus({ cancelledAt, events }: SandboxMessage, { startedAt }: SandboxStep): string {
  if (startedAt !== null) return '<span class="wait">sent</span>';
  const isOver = cancelledAt !== null || events.some(({ status }) => /^(DELIVRD|SEEN)$/.test(status));
  return isOver ? '<span class="soft">not needed</span>' : '<span class="wait">its turn has not come</span>';
}

function stepItem(message: SandboxMessage, step: SandboxStep, index: number): string {
  const latest = latestEvent(message, index);
  const words = shortened(wordsOf(member(member(message.body, 'messages'), index)), longestText);
  const state = latest === null ? beforeAnyStatus(message, step) : standing(latest.status);
  const error = latest === null || latest.err === 0 || latest.err === 10 ? '' : ` err ${latest.err}`;
  return `<li><div>${escapeMarkup(step.channel)}<div class="soft" dir="auto">${escapeMarkup(step.sender)}</div></div>
<p dir="auto">${escapeMarkup(words)}</p>
<div class="result">${state}${error}
<div class="soft">${step.price === null ? '' : `€${escapeMarkup(step.price.totalPrice)}`}</div></div></li>`;
}

function triesText(tries: readonly CallbackTry[], outcome: string): string {
  const lines = tries.map(({ at, status, error }) => {
    const got = status === null ? `no answer: ${error ?? ''}` : `answered ${status}`;
    return `${time(at)} ${escapeMarkup(got)}`;
  });
  return `${lines.join('<br>')}${lines.length > 0 ? '<br>' : ''}<span class="soft">${escapeMarkup(outcome)}</span>`;
}

function reports(message: SandboxMessage): string {
  const { id, events, steps, callbacks, dlrUrl } = message;
  const rows = events.map(({ step, status, err, at }, index) => {
    const mine = callbacks.filter(({ event }) => event === index);
    const cells = mine.map(
      ({ forged, tries, outcome }) => `<div>${forged ? 'forged: ' : ''}${triesText(tries, outcome)}</div>`,
    );
    return `<tr><td>${time(at)}</td><td>${escapeMarkup(steps[step]?.channel ?? '')}</td><td>${standing(status)}${err === 0 ? '' : ` err ${err}`}</td>
<td>${cells.join('') || (dlrUrl === null ? 'no dlr_url' : 'none is sent')}</td></tr>`;
  });
  return `<details id="reports-${id}"><summary id="reports-of-${id}">${events.length} events, ${callbacks.length} reports</summary>
<p class="soft">${dlrUrl === null ? 'The request has no dlr_url.' : `To ${escapeMarkup(dlrUrl)}`}</p>
<div class="wide"><table><thead><tr><th scope="col">When</th><th scope="col">Channel</th><th scope="col">Status</th><th scope="col">Report, each try</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div></details>`;
}

function messageArticle(message: SandboxMessage): string {
  const { id, to, acceptedAt, timeToSendAt, cancelledAt, steps, body } = message;
  const request = shortened(JSON.stringify(body, null, 2), longestRequest);
  return `<article><h3>${escapeMarkup(to)} ${time(acceptedAt)}
${timeToSendAt === null ? '' : `<span class="soft">scheduled for ${time(timeToSendAt)}</span>`}
${cancelledAt === null ? '' : '<span class="bad">cancelled</span>'}</h3>
<ol>${steps.map((step, index) => stepItem(message, step, index)).join('\n')}</ol>
${reports(message)}
<details id="request-${id}"><summary id="request-of-${id}">The request, ${escapeMarkup(id)}</summary><pre dir="auto" tabindex="0">${escapeMarkup(request)}</pre></details></article>`;
}

function inboundArticle({ id, url, body, at, tries, outcome }: SandboxInbound): string {
  const parsed = parseJson(Buffer.from(body))?.value;
  const field = (name: string) => escapeMarkup(shortened(String(member(parsed, name) ?? ''), longestText));
  return `<article id="inbound-${escapeMarkup(id)}"><h3>${field('sender')} to ${field('recipient')} by ${field('channel')} ${time(at)}</h3>
<p dir="auto">${field('text')}</p><p class="soft">To ${escapeMarkup(url)}</p><p>${triesText(tries, outcome)}</p></article>`;
}

function weatherText({ weather }: SandboxState): string {
  const { outage, latencyMs, callbacks, delayMs, droppedPercent, doubledPercent, disorderedPercent, prices } =
    weather;
  const conditions = [
    outage ? 'an outage' : '',
    latencyMs > 0 ? `answers take ${latencyMs} ms` : '',
    callbacks === 'dropped' ? 'reports are dropped' : '',
    callbacks === 'delayed' ? `reports are delayed by ${delayMs} ms` : '',
    droppedPercent > 0 ? `${droppedPercent}% of reports lost` : '',
    doubledPercent > 0 ? `${doubledPercent}% doubled` : '',
    disorderedPercent > 0 ? `${disorderedPercent}% out of order` : '',
    Object.keys(prices).length > 0 ? 'prices changed' : '',
  ].filter((part) => part !== '');
  return conditions.length === 0 ? 'fair' : conditions.join(', ');
}

function facts(state: SandboxState, seed: number, origin: string): string {
  const pairs = [
    ['API', `${origin}/v1`],
    ['Seed', String(state.seed ?? seed)],
    ['Credit', `€${state.balance}`],
    ['Weather', weatherText(state)],
  ] as const;
  return `<dl id="facts">${pairs.map(([name, value]) => `<div><dt>${name}</dt><dd>${escapeMarkup(value)}</dd></div>`).join('')}</dl>`;
}

function howMany({ messages, found, older }: Arrivals, search: string, isFirst: boolean): string {
  if (found === 0) {
    return search === ''
      ? 'Nothing has arrived yet. Send something to the API address above.'
      : 'Nothing that arrived fits the search.';
  }
  const each = found === 1 ? '1 message' : `${found.toLocaleString('en')} messages`;
  if (isFirst && older === null) return `${each}, newest first.`;
  return isFirst ? `The newest ${mostArrivals} of ${each}.` : `${messages.length} of ${each}, older ones.`;
}

function arrived(arrivals: Arrivals, search: string, before: string | null): string {
  const { messages, older, inbound } = arrivals;
  const query = (more: Record<string, string>) =>
    escapeMarkup(`?${new URLSearchParams({ ...(search === '' ? {} : { search }), ...more })}`);
  const links = [
    before === null ? '' : `<a href="/sandbox${search === '' ? '' : query({})}">Newest</a>`,
    older === null ? '' : `<a href="${query({ before: older })}">Older ones</a>`,
  ].filter((link) => link !== '');
  const wrote =
    inbound.length === 0
      ? ''
      : `<section><h2>What people wrote</h2>${inbound.map(inboundArticle).join('\n')}</section>`;
  const content = `<h2>What arrived</h2><p>${howMany(arrivals, search, before === null)}</p>
${messages.map(messageArticle).join('\n')}
<p>${links.join(' ')}</p>${wrote}`;
  const version = createHash('sha256').update(content).digest('base64url');
  return `<main id="arrived" data-version="${version}">${content}</main>`;
}

/**
 * Returns the HTML page of received messages.
 *
 * @param seed the seed that the sandbox was started with
 * @param request its query may have `search` (part of a number or of a text) and `before` (the id of an
 * omnimessage)
 */
export function arrivalsPage(accounts: SandboxAccounts, seed: number, { query, headers }: ApiRequest): Reply {
  const search = query.get('search')?.trim() ?? '';
  const before = query.get('before');
  const nonce = randomBytes(18).toString('base64');
  const arrivals = arrivalsOf(accounts, { search, before });
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>What arrived – the sandbox</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style nonce="${nonce}">${pageStyle}</style></head>
<body><header><h1>The sandbox</h1>
${facts(accounts.own.state, seed, `http://${headers.host ?? '127.0.0.1'}`)}
<form role="search" action="/sandbox"><input type="search" name="search" aria-label="Search by number or text" placeholder="A number or a text" value="${escapeMarkup(search)}">
<button type="submit">Search</button><button type="button" id="pause" hidden>Stop refreshing</button></form>
<p class="soft" id="plain">Without scripts this page does not refresh itself: load it again.</p>
<p id="away" class="bad" role="status" hidden>The sandbox does not answer. What is shown is what it reported last.</p></header>
${arrived(arrivals, search, before)}
<script nonce="${nonce}">${pageScript}</script></body></html>
`;
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
  return answer(200, 'text/html; charset=utf-8', html, {
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
}
