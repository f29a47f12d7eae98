/**
 * A run as a self-contained HTML report: no network, no script, pictures inline. It is readable in light and
 * dark, on paper and with a screen reader.
 */

import type { Run, RunCell } from '../../../../../shared/contract/runs.ts';
import { escapeMarkup } from '../../../../../shared/markup.ts';
import { cellLines } from '../../../../../shared/plans/cell-lines.ts';
import { conditionsOf } from '../../../../../shared/plans/conditions.ts';
import { formatDuration } from '../../../../../shared/plans/duration.ts';
import { limitsIn } from '../../../../../shared/plans/expectations.ts';
import { type Group, summarise } from '../../../../../shared/plans/summarise.ts';
import { englishLine, englishPhrase } from '../../../../../shared/problems/english-text.ts';

export function htmlOf(run: Run): string {
  const summary = summarise([...run.list, ...run.earlier]);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeMarkup(run.name)}: ${headline(run)}</title>
<style>${styles}</style>
</head>
<body>
<main>
<header>
<p class="kind">${run.live ? 'Live run' : 'Sandbox run: nothing was sent to anybody'}</p>
<h1>${escapeMarkup(run.name)}</h1>
<p class="head ${run.cells.failed > 0 ? 'bad' : 'ok'}">${mark(run.cells.failed > 0 ? 'failed' : 'passed')} ${headline(run)}</p>
<dl>
${fact('Began', `<time datetime="${iso(run.createdAt)}">${when(run.createdAt)}</time>`)}
${run.finishedAt === null ? '' : fact('Took', formatDuration(run.finishedAt - run.createdAt))}
${fact('Messages', `${run.cells.sent} of ${run.cells.all} sent`)}
${fact('Cost', `${escapeMarkup(run.cost)} EUR`)}
${fact('Run', `<code>${escapeMarkup(run.id)}</code>`)}
${conditionsOf(run, conditionNames)
  .map(({ name, value }) => fact(name, `<code>${escapeMarkup(value)}</code>`))
  .join('\n')}
</dl>
${run.problem === null ? '' : `<p class="notice">${escapeMarkup(englishLine(run.problem))}</p>`}
</header>
${matrix(run)}
${latency(summary.operators, 'How fast, by operator')}
${latency(summary.channels, 'How fast, by the channel that reached the person')}
${flaky(summary.flaky)}
${handset(run, summary.contradicted)}
${failures(run)}
</main>
<footer><p>Made by Omnideck. Times are measured from the moment when the request was sent to the moment when the delivery report arrived. A status that Omnideck polled counts with Messente’s time of the status. Numbers and texts are left out.</p></footer>
</body>
</html>
`;
}

const conditionNames = {
  plan: 'Plan, SHA-256',
  account: 'Sandbox account',
  credit: 'Credit at the start, EUR',
  seed: 'Seed',
  speed: 'Speed of its clock',
  weather: 'Weather',
} as const;

function headline(run: Run): string {
  const { all, passed, failed } = run.cells;
  const notJudged = run.list.filter(({ result }) => result?.verdict === 'open').length;
  const open = all - passed - failed - notJudged;
  const parts = [
    `${passed} passed`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(notJudged > 0 ? [`${notJudged} not judged`] : []),
    ...(open > 0 ? [`${open} open`] : []),
  ];
  return parts.join(', ');
}

const fact = (name: string, value: string): string => `<div><dt>${name}</dt><dd>${value}</dd></div>`;
const iso = (at: number): string => new Date(at).toISOString();
const when = (at: number): string => `${iso(at).slice(0, 16).replace('T', ' ')} UTC`;

/** A shape and a word, never only a colour. */
function mark(verdict: string): string {
  const shapes: Readonly<Record<string, string>> = {
    passed: '<path d="M3 8.5l3.2 3.2L13 5"/>',
    failed: '<path d="M4 4l8 8M12 4l-8 8"/>',
    open: '<circle cx="8" cy="8" r="4.5"/>',
  };
  return `<svg class="mark ${verdict}" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">${shapes[verdict] ?? shapes.open ?? ''}</svg>`;
}

function matrix(run: Run): string {
  const asked = run.confirm !== null;
  const chains = [...new Set(run.list.map(({ chain }) => chain))];
  const numbers = [...new Map(run.list.map((cell) => [cell.number, cell])).values()];
  const rows = numbers.map((number) => {
    const cells = chains.map((chain) => {
      const some = run.list.filter((cell) => cell.chain === chain && cell.number === number.number);
      return `<td>${some.map((cell) => roundOf(cell, asked)).join('')}</td>`;
    });
    const place = [number.operator, number.country]
      .filter((one) => one !== null)
      .map((one) => escapeMarkup(one ?? ''));
    return `<tr><th scope="row">${escapeMarkup(number.number)}${place.length === 0 ? '' : `<span>${place.join(', ')}</span>`}</th>${cells.join('')}</tr>`;
  });
  return `<section><h2>Each number over each chain</h2>
<div class="wide" role="region" aria-label="Each number over each chain" tabindex="0"><table>
<thead><tr><th scope="col">Number</th>${chains.map((chain) => `<th scope="col">${escapeMarkup(chain)}</th>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div></section>`;
}

function roundOf(cell: RunCell, asked: boolean): string {
  const verdict = cell.result?.verdict ?? 'open';
  const after = cell.result?.reachedAfterMs ?? null;
  const by = cell.result?.deliveredBy ?? null;
  const words =
    after === null
      ? verdict === 'open'
        ? cell.result === null
          ? 'open'
          : 'not judged'
        : 'not reached'
      : `${formatDuration(after, limitsIn(cell.result?.judgements ?? []))}${by === null ? '' : ` by ${channel(by)}`}`;
  return `<span class="round ${verdict}">${mark(verdict)}<span class="only-read">${verdict}, </span>${words}${onHandset(cell, asked)}</span>`;
}

/** Returns whether the reports say delivered, but the handset has no message. */
function isContradicted({ handset, result }: RunCell): boolean {
  return handset === 'missing' && (result?.deliveredBy ?? null) !== null;
}

/** A phone symbol with the person's answer, which is separate from the delivery report. */
function onHandset(cell: RunCell, asked: boolean): string {
  const state = cell.handset ?? (asked && cell.result !== null ? 'waiting' : null);
  if (state === null) return '';
  const words = {
    arrived: 'on the handset',
    missing: isContradicted(cell) ? 'reported, but not on the handset' : 'not on the handset',
    waiting: 'not checked on the handset',
  };
  const inside = {
    arrived: '<path d="M6 8l1.5 1.5L10 6.5"/>',
    missing: '<path d="M6.2 6.2l3.6 3.6M9.8 6.2L6.2 9.8"/>',
    waiting: '<path d="M7.9 8h.2"/>',
  };
  return `<span class="hand ${isContradicted(cell) ? 'contradicted' : state}"><svg class="mark" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><rect x="3.5" y="1.5" width="9" height="13" rx="1.5"/>${inside[state]}</svg>${words[state]}</span>`;
}

const channelNames: Readonly<Record<string, string>> = {
  sms: 'SMS',
  viber: 'Viber',
  whatsapp: 'WhatsApp',
  rcs: 'RCS',
  telegram: 'Telegram',
};
const channel = (name: string): string => escapeMarkup(channelNames[name] ?? name);

/**
 * Each message is a mark on a time line, with the quantiles as text: a picture of the distribution, not an
 * average.
 */
function latency(groups: readonly Group[], title: string): string {
  const measured = groups.filter(({ latency: some }) => some !== null);
  if (measured.length === 0) return '';
  const longest = Math.max(...measured.map(({ latency: some }) => some?.max ?? 0), 1);
  const rows = measured.map(({ name, sample, latency: some, cells, passed }) => {
    if (some === null) return '';
    const x = (ms: number): string => ((ms / longest) * 296 + 2).toFixed(1);
    const strokes = sample.map((ms) => `<line x1="${x(ms)}" x2="${x(ms)}" y1="4" y2="20"/>`).join('');
    const words = `${name}: median ${formatDuration(some.p50)}, 90th percentile ${formatDuration(some.p90)}, slowest ${formatDuration(some.max)}, of ${some.count}`;
    return `<tr><th scope="row">${channelNames[name] ?? escapeMarkup(name)}</th>
<td><svg class="strip" viewBox="0 0 300 24" width="300" height="24" role="img" aria-label="${escapeMarkup(words)}"><line class="axis" x1="0" x2="300" y1="22" y2="22"/>${strokes}<circle cx="${x(some.p50)}" cy="12" r="4"/></svg></td>
<td class="figure">${formatDuration(some.p50)}</td><td class="figure">${formatDuration(some.p90)}</td><td class="figure">${formatDuration(some.max)}</td><td class="figure">${some.count}</td><td class="figure">${passed} of ${cells}</td></tr>`;
  });
  return `<section><h2>${title}</h2>
<div class="wide" role="region" aria-label="${title}" tabindex="0"><table>
<thead><tr><th scope="col">Where</th><th scope="col">0 to ${formatDuration(longest)}</th><th scope="col" class="figure">median</th><th scope="col" class="figure">90th percentile</th><th scope="col" class="figure">slowest</th><th scope="col" class="figure">reached</th><th scope="col" class="figure">passed</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div></section>`;
}

function flaky(some: ReturnType<typeof summarise>['flaky']): string {
  if (some.length === 0) return '';
  return `<section><h2>Flaky</h2><p>The same chain to the same number both passed and failed.</p><ul>${some
    .map(
      (one) =>
        `<li>${escapeMarkup(one.chain)} to ${escapeMarkup(one.number)}: passed ${one.passed} of ${one.passed + one.failed}</li>`,
    )
    .join('')}</ul></section>`;
}

function handset(run: Run, contradicted: number): string {
  const checked = run.list.filter((cell) => cell.handset !== null);
  if (checked.length === 0) return '';
  const arrived = checked.filter((cell) => cell.handset === 'arrived').length;
  const rows = run.list
    .filter(isContradicted)
    .map(
      ({ chain, number, round, result }) =>
        `<tr><td>${escapeMarkup(chain)}</td><td>${escapeMarkup(number)}</td><td class="figure">${round}</td><td>${channel(result?.deliveredBy ?? '')}${
          result?.reachedAfterMs === null || result === null
            ? ''
            : ` after ${formatDuration(result.reachedAfterMs)}`
        }</td></tr>`,
    );
  const table = `
<div class="wide" role="region" aria-label="Reported as delivered, but not on the handset" tabindex="0"><table>
<thead><tr><th scope="col">Chain</th><th scope="col">Number</th><th scope="col" class="figure">Round</th><th scope="col">Reported as delivered by</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>`;
  return `<section><h2>On the handsets</h2><p>${arrived} of ${checked.length} checked messages had arrived.${
    contradicted > 0
      ? ` ${contradicted} ${contradicted === 1 ? 'was' : 'were'} reported as delivered and had not: such reports may be made up on the way.`
      : ''
  }</p>${rows.length === 0 ? '' : table}</section>`;
}

function failures(run: Run): string {
  const failed = run.list.filter((cell) => cell.result?.verdict === 'failed');
  if (failed.length === 0) return '';
  const rows = failed.map((cell) => {
    const why = (cell.result?.judgements ?? [])
      .filter(({ verdict }) => verdict === 'failed')
      .map(
        ({ written, found }) =>
          `<li><code>${escapeMarkup(written)}</code> ${escapeMarkup(englishPhrase(found))}</li>`,
      );
    return `<tr><td>${escapeMarkup(cell.chain)}</td><td>${escapeMarkup(cell.number)}</td><td class="figure">${cell.round}</td><td><ul>${why.length > 0 ? why.join('') : '<li>not reached</li>'}</ul></td><td>${cellLines(cell).map(escapeMarkup).join('<br>')}</td></tr>`;
  });
  return `<section><h2>What failed</h2>
<div class="wide" role="region" aria-label="What failed" tabindex="0"><table>
<thead><tr><th scope="col">Chain</th><th scope="col">Number</th><th scope="col" class="figure">Round</th><th scope="col">Expected, and what was found</th><th scope="col">What happened to the message</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div></section>`;
}

const styles = `
:root{color-scheme:light dark;--bg:#fff;--side:#f6f6f5;--line:#e7e7e4;--fg:#1b1b1a;--fg2:#575754;--accent:#2b5cd9;--ok:#17794a;--bad:#c0332b;--warn:#8f5b00;--tint:#fcf4e4}
@media(prefers-color-scheme:dark){:root{--bg:#191919;--side:#131313;--line:#2a2a29;--fg:#ededeb;--fg2:#adada9;--accent:#8aabff;--ok:#52c68c;--bad:#ff8078;--warn:#e3a945;--tint:#2a251a}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:13px/20px Inter,system-ui,sans-serif}
main,footer{max-width:1120px;margin:0 auto;padding:24px}
h1{font-size:20px;line-height:28px;margin:0}
h2{font-size:16px;line-height:24px;margin:32px 0 8px}
.kind,footer{color:var(--fg2)}
.kind{margin:0 0 4px}
.head{font-size:16px;line-height:24px;font-weight:600;margin:4px 0 16px}
.ok{color:var(--ok)}.bad{color:var(--bad)}
dl{display:flex;flex-wrap:wrap;gap:8px 32px;margin:0}
dt{color:var(--fg2)}dd{margin:0}
.notice{background:var(--tint);padding:8px 12px;border-radius:6px}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:6px 16px 6px 0;border-bottom:1px solid var(--line);vertical-align:top;font-weight:400}
thead th{color:var(--fg2)}
tbody th{white-space:nowrap}
tbody th span{display:block;color:var(--fg2)}
.figure{text-align:right;white-space:nowrap}
.round{display:flex;gap:6px;align-items:center;white-space:nowrap}
.mark{flex:none;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.mark.passed{color:var(--ok)}.mark.failed{color:var(--bad)}.mark.open{color:var(--fg2)}
.round.failed{color:var(--bad)}.round.open{color:var(--fg2)}
.hand{display:inline-flex;gap:4px;align-items:center;margin-left:6px;color:var(--fg2)}.hand .mark{stroke-width:1.4}
.hand.missing{color:var(--fg)}.hand.contradicted{color:var(--bad);font-weight:600}
.strip line{stroke:var(--accent);stroke-opacity:.55;stroke-width:1.5}
.strip .axis{stroke:var(--fg2);stroke-opacity:.4;stroke-width:1}
.strip circle{fill:var(--bg);stroke:var(--accent);stroke-width:2}
ul{margin:0;padding-left:16px}
code{font:12px/20px ui-monospace,monospace}
.only-read{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media print{main,footer{max-width:none;padding:0}}
`;
