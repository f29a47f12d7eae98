/** The style and the script of the sandbox's HTML page of received messages. */

export const pageStyle = `
:root { color-scheme: light dark; --paper: #f6f7f9; --sheet: #fff; --ink: #1b2330; --soft: #56606f; --line: #d8dde4;
  --link: #0b5cad; --good: #0a6b3d; --bad: #a8231b; --wait: #7a5200; }
@media (prefers-color-scheme: dark) { :root { --paper: #12161c; --sheet: #1a2028; --ink: #e6eaf0; --soft: #a3adba;
  --line: #343d49; --link: #7db8f5; --good: #6fd3a0; --bad: #ff9a90; --wait: #e8bd6a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
header, main { max-width: 62rem; margin: 0 auto; padding: 1rem 1.25rem; }
header { padding-bottom: 0; }
h1 { font-size: 1.4rem; margin: 0 0 .5rem; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
h3 { font-size: 1rem; margin: 0; display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; }
h3 time, .soft { color: var(--soft); font-weight: 400; font-size: .875rem; }
a { color: var(--link); }
dl { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: 0 0 .75rem; }
dl div { display: flex; gap: .4rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
input, button { font: inherit; color: inherit; background: var(--sheet); border: 1px solid var(--soft); border-radius: 6px;
  padding: .35rem .7rem; min-height: 2.25rem; }
input { flex: 1 1 14rem; min-width: 0; }
button { cursor: pointer; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
article { background: var(--sheet); border: 1px solid var(--line); border-radius: 8px; padding: .75rem 1rem; margin: 0 0 .75rem; }
ol { list-style: none; margin: .5rem 0; padding: 0; }
li { border-top: 1px solid var(--line); padding: .5rem 0; display: grid; grid-template-columns: 6rem 1fr auto; gap: 0 1rem; }
li p { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
li .result { text-align: right; }
.good { color: var(--good); } .bad { color: var(--bad); } .wait { color: var(--wait); }
.good, .bad, .wait { font-weight: 600; }
details { margin-top: .25rem; } summary { cursor: pointer; color: var(--link); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; margin-top: .25rem; }
th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line); vertical-align: top;
  overflow-wrap: anywhere; }
td:nth-child(-n+3), th, time { overflow-wrap: normal; }
th { color: var(--soft); font-weight: 600; }
pre { background: var(--paper); padding: .5rem .75rem; border-radius: 6px; font-size: .8125rem; white-space: pre-wrap;
  overflow-wrap: anywhere; margin: .25rem 0 0; max-height: 24rem; overflow: auto; }
@media (max-width: 40rem) { li { grid-template-columns: 1fr; } li .result { text-align: left; } }
`;

/**
 * Polls the page, and replaces the shown messages by the server's new HTML. Details that the user opened stay
 * open.
 */
export const pageScript = `
const pause = document.getElementById('pause');
let paused = false;
let shown = document.getElementById('arrived').dataset.version;
pause.hidden = false;
document.getElementById('plain').hidden = true;
pause.addEventListener('click', () => {
  paused = !paused;
  pause.textContent = paused ? 'Continue refreshing' : 'Stop refreshing';
});
async function look() {
  if (paused || document.hidden) return;
  try {
    const answer = await fetch(location.href, { cache: 'no-store' });
    if (!answer.ok) throw new Error(String(answer.status));
    // Its style has a nonce of its own, which the policy of this page would report.
    const text = (await answer.text()).replace(/<style[^]*?<\\/style>/, '');
    const fresh = new DOMParser().parseFromString(text, 'text/html');
    const next = fresh.getElementById('arrived');
    document.getElementById('away').hidden = true;
    if (paused || next.dataset.version === shown) return;
    const now = document.getElementById('arrived');
    if (now.contains(document.activeElement) && document.getSelection().type === 'Range') return;
    for (const one of now.querySelectorAll('details[open]')) {
      const same = next.ownerDocument.getElementById(one.id);
      if (same !== null) same.open = true;
    }
    const focused = document.activeElement?.id ?? '';
    now.replaceWith(document.adoptNode(next));
    document.getElementById('facts').replaceWith(document.adoptNode(fresh.getElementById('facts')));
    shown = next.dataset.version;
    if (focused !== '') document.getElementById(focused)?.focus();
  } catch {
    document.getElementById('away').hidden = false;
  }
}
setInterval(look, 1500);
`;
