import type { Overview } from '../../shared/contract/console.ts';
import type { Problem } from '../../shared/messaging/problem.ts';
import { isDamage } from './db/store-problems.ts';
import type { Registry } from './features/accounts/registry.ts';
import type { SecretOpener } from './features/accounts/secret-opener.ts';
import {
  addressTroubles,
  answerTroubles,
  type InboundNumbers,
  noAnswerFigures,
  readAnswerFigures,
} from './features/inbound/index.ts';
import { readOpenWork } from './features/messages/index.ts';
import type { Outbox } from './features/messages/outbox.ts';
import type { Reconciler } from './features/messages/polling/poller.ts';
import type { Reports } from './features/reports/start-reports.ts';
import type { LiveSettings } from './features/settings/live-settings.ts';
import { readPause } from './features/settings/settings.ts';
import { spendingTroubles } from './features/spending/index.ts';
import type { Health } from './health.ts';
import type { Store } from './store.ts';

type Needs = FigureNeeds & {
  readonly registry: Registry;
  readonly inbound: InboundNumbers;
  readonly secrets: SecretOpener;
  readonly outbox: Outbox;
  readonly reports: Reports;
  readonly settings: LiveSettings;
  readonly health: Health;
  readonly damaged: () => Promise<Problem>;
};

type FigureNeeds = { readonly store: Store; readonly reconciler: Reconciler };
type Figures = Awaited<ReturnType<typeof readFigures>>;

const noFigures: Figures = {
  counts: { all: 0, open: 0, attention: 0, scheduled: 0, byState: {} },
  queued: 0,
  reconcile: { lastAt: null, waiting: 0, used: 0 },
  cancellations: { count: 0, first: [] },
  waiting: 0,
  answers: noAnswerFigures,
  held: { cap: 0, price: 0 },
};

/** Returns a reader of the whole console's state, as the window's status bar shows it. */
export function createOverview(needs: Needs): () => Promise<Overview> {
  const { registry, reports, settings, health } = needs;
  const { keeper, callbacks, refused } = reports;
  let figures = noFigures;
  return async () => {
    try {
      figures = await readFigures(needs);
    } catch (error) {
      if (isDamage(error)) await needs.damaged();
      // Problems must be shown even if the database cannot be read: with the previous figures.
      if (health.troubles().length === 0) throw error;
    }
    return {
      troubles: [
        ...health.troubles(),
        ...addressTroubles({ ...needs, ...reports }),
        ...answerTroubles(figures.answers),
        ...spendingTroubles(figures.held),
      ],
      currentAccountId: registry.currentId(),
      pause: readPause(settings.remembered('pause')),
      outbox: { queued: figures.queued, inFlight: needs.outbox.inFlight() },
      callbacks: {
        port: callbacks.port,
        localUrl: callbacks.localUrl,
        tunnel: reports.address.tunnel.state(),
        lastVerifiedAt: keeper.lastVerifiedAt(),
        refused: refused.total(),
        postponed: figures.waiting,
      },
      reconcile: { ...figures.reconcile, budget: settings.settings().reconcileBudget },
      secrets: await needs.secrets.state(),
      counts: figures.counts,
      cancellations: figures.cancellations,
    };
  };
}

async function readFigures({ store, reconciler }: FigureNeeds) {
  const [open, { queued }, reconcile, waiting, answers, held] = await Promise.all([
    readOpenWork(store),
    store.read('outboxWork', { accounts: [] }),
    reconciler.state(),
    store.read('countPostponed', {}),
    readAnswerFigures(store),
    store.read('heldMessages', {}),
  ]);
  return { ...open, queued, reconcile, waiting, answers, held };
}
