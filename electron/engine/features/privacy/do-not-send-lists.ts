/** The calls that read the do-not-send list in parts, and that import a list of any length in parts. */
import type { DoNotSendPage } from '../../../../shared/contract/privacy.ts';
import { parsePhone } from '../../../../shared/messaging/phone.ts';
import { fail, ok } from '../../../../shared/messaging/problem.ts';
import type { E164 } from '../../../../shared/messaging/types.ts';
import type { ContractImplementer } from '../../contract-os.ts';
import type { Emit } from '../../events.ts';
import type { ReadingStore, Store } from '../../store.ts';
import type { Canceller } from '../messages/index.ts';

type Needs = {
  readonly store: Store;
  readonly canceller: Canceller;
  readonly emit: Emit;
  readonly now: () => number;
};

const usualPage = 100;

/**
 * Returns a page of the list.
 * @param input.search part of a number, in any notation: only its digits count, without an international prefix "00"
 */
export async function readDoNotSendPage(
  store: ReadingStore,
  input: {
    readonly search?: string | undefined;
    readonly after?: string | undefined;
    readonly limit?: number | undefined;
  } = {},
): Promise<DoNotSendPage> {
  const limit = input.limit ?? usualPage;
  const search = input.search?.trim() ?? '';
  const digits = search.normalize('NFKC').replaceAll(/\D/gu, '').replace(/^00/u, '');
  if (search !== '' && digits === '') return { entries: [], total: 0, next: null };
  const [addedAt, number = ''] = input.after?.split(' ') ?? [];
  const { entries, total } = await store.read('pageOfDoNotSend', {
    digits: search === '' ? null : digits,
    after: addedAt === undefined ? null : { addedAt: Number(addedAt), number },
    // One more shows whether there is another page.
    limit: limit + 1,
  });
  const shown = entries.slice(0, limit);
  const last = entries.length > limit ? shown.at(-1) : undefined;
  return { entries: shown, total, next: last === undefined ? null : `${last.addedAt} ${last.number}` };
}

/** Returns the handlers. */
export function doNotSendListHandlers(os: ContractImplementer, needs: Needs) {
  return {
    page: os.doNotSend.page.handler(({ input }) => readDoNotSendPage(needs.store, input)),
    among: os.doNotSend.among.handler(({ input }) =>
      needs.store.read('doNotSendAmong', { numbers: input.numbers.map((number) => number as E164) }),
    ),
    import: os.doNotSend.import.handler(async ({ input }) => {
      const numbers = new Set<E164>();
      for (const [index, written] of input.numbers.entries()) {
        const phone = parsePhone(written);
        if (!phone.ok) return fail({ ...phone.problem, field: `numbers[${index}]` });
        numbers.add(phone.value.e164);
      }
      const { ids, ...imported } = await needs.store.write('importDoNotSend', {
        ...{ numbers: [...numbers], reason: input.reason?.trim() || null, importId: input.importId },
        now: needs.now(),
      });
      needs.emit({ type: 'do-not-send-changed' });
      // Not waited for: the order is stored, and the next part of the list has people to protect, too.
      if (ids.length > 0) needs.canceller.wake();
      return ok({ ...imported, toCancel: ids.length });
    }),
  };
}
