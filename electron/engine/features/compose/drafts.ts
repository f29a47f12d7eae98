import { fail, ok } from '../../../../shared/messaging/problem.ts';
import { composeProblem } from '../../../../shared/problems/compose.ts';
import type { ContractImplementer } from '../../contract-os.ts';
import type { Emit } from '../../events.ts';
import type { Store } from '../../store.ts';

type Needs = {
  readonly store: Store;
  readonly registry: { get(id: string): unknown };
  readonly emit: Emit;
  readonly now: () => number;
};

/**
 * The maximum size of a draft as JSON, bytes: ten thousand recipients with their values need about two
 * million.
 */
const mostBytes = 5_000_000;

/** Returns the handlers for drafts, which are stored here so that they survive the window. */
export function draftHandlers(os: ContractImplementer, { store, registry, emit, now }: Needs) {
  const calls = os.compose.drafts;
  const noSuch = () => fail(composeProblem('no-such-draft', {}, 'id'));

  return {
    list: calls.list.handler(() => store.read('listDrafts', {})),

    get: calls.get.handler(async ({ input }) => {
      const row = await store.read('readDraft', input);
      if (row === null) return noSuch();
      return ok({ ...row, content: JSON.parse(row.content) as Record<string, unknown> });
    }),

    save: calls.save.handler(async ({ input }) => {
      const content = JSON.stringify(input.content);
      if (Buffer.byteLength(content) > mostBytes) {
        return fail(composeProblem('draft-too-large'));
      }
      // A draft whose account was removed long ago is kept.
      const accountId = input.accountId !== null && registry.get(input.accountId) ? input.accountId : null;
      const saved = await store.write('saveDraft', {
        id: input.id,
        accountId,
        preview: input.preview.toWellFormed(),
        content,
        basedOn: input.basedOn,
        now: now(),
      });
      if (saved === 'changed') {
        return fail(composeProblem('draft-changed', {}, 'id'));
      }
      if (saved === 'gone') {
        return fail(composeProblem('draft-gone', {}, 'id'));
      }
      emit({ type: 'draft-changed' });
      const row = (await store.read('listDrafts', {})).find(({ id }) => id === input.id);
      return row === undefined ? noSuch() : ok(row);
    }),

    remove: calls.remove.handler(async ({ input }) => {
      if (!(await store.write('removeDraft', input))) return noSuch();
      emit({ type: 'draft-changed' });
      return ok({});
    }),
  };
}
