import type { ContractImplementer } from '../../contract-os.ts';
import type { Store } from '../../store.ts';

type Needs = { readonly store: Store; readonly now: () => number };

export function spendingHandlers(os: ContractImplementer, { store, now }: Needs) {
  return { show: os.spending.show.handler(() => store.read('spendingAt', { now: now() })) };
}
