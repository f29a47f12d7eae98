/** The entry of the window: creates the parts, connects them, and keeps the engine connected. */
import { windowProblem } from '../shared/problems/window.ts';
import '@fontsource-variable/inter/opsz.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './shell/tokens.css';
import './shell/global.css';
import { createRoot } from 'react-dom/client';
import { createEngine } from './lib/engine-client.ts';
import { firstCatalogue } from './lib/language.tsx';
import { pageNonce } from './lib/theme.ts';
import { linkFor } from './lib/transport.ts';
import { App } from './shell/app.tsx';
import { createDeck } from './shell/create-deck.ts';

declare global {
  interface Window {
    /** Where get-nonce, which Mantine's scroll lock uses, looks for the nonce of its style tag. */
    __webpack_nonce__?: string;
  }
}

async function start(root: HTMLElement): Promise<void> {
  const nonce = pageNonce(document);
  window.__webpack_nonce__ = nonce;
  const engine = createEngine({
    openLink: linkFor(window),
    problems: {
      unreachable: windowProblem('engine-unreachable'),
      fault: windowProblem('engine-fault'),
    },
    now: Date.now,
    random: Math.random,
  });
  const deck = createDeck({ engine, now: Date.now, newKey: () => crypto.randomUUID(), page: window });
  window.addEventListener('popstate', deck.actions.frame.followAddress);
  window.addEventListener('hashchange', deck.actions.frame.followAddress);
  window.addEventListener('online', engine.retryNow);
  void engine.run(deck.listener, new AbortController().signal);
  const first = await firstCatalogue(window);
  void import('./shell/keep-focus.ts').then(({ keepFocus }) => keepFocus(document));
  void import('./shell/held-keys.ts').then(({ ignoreHeldKeys }) => ignoreHeldKeys(window));
  createRoot(root).render(<App deck={deck} page={window} nonce={nonce} first={first} />);
}

const root = document.querySelector<HTMLElement>('#root');
if (root) void start(root);
