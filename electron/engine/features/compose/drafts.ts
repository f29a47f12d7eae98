import { fail, ok, problem } from '../../../../shared/messaging/problem.ts';
import type { ContractImplementer } from '../../contract-os.ts';
import type { Store } from '../../store.ts';

type Needs = {
  readonly store: Store;
  readonly registry: { get(id: string): unknown };
  readonly changes: { composing(): void };
  readonly now: () => number;
};

/** Bytes of a draft as JSON: ten thousand people with their values take about two million. */
const mostBytes = 5_000_000;

/** What a person is still writing: kept here, so that it outlives the window. */
export function draftHandlers(os: ContractImplementer, { store, registry, changes, now }: Needs) {
  const calls = os.composing.drafts;
  const noSuch = () =>
    fail(problem('no-such-draft', 'There is no such draft any more.', 'See the list of drafts.', 'id'));

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
        return fail(
          problem(
            'draft-too-large',
            'This draft is too large to be kept: it would not outlive this window.',
            'Take out columns that no text uses, or send it in several goes.',
          ),
        );
      }
      // An account that was removed long ago is no reason to lose a text.
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
        return fail(
          problem(
            'draft-changed',
            'This draft was changed in another window meanwhile.',
            'Keep yours as a draft of its own, or open the other one.',
            'id',
          ),
        );
      }
      if (saved === 'gone') {
        return fail(
          problem(
            'draft-gone',
            'This draft was sent or deleted in another window meanwhile.',
            'Keep yours as a draft of its own, or discard it.',
            'id',
          ),
        );
      }
      changes.composing();
      const row = (await store.read('listDrafts', {})).find(({ id }) => id === input.id);
      return row === undefined ? noSuch() : ok(row);
    }),

    remove: calls.remove.handler(async ({ input }) => {
      if (!(await store.write('removeDraft', input))) return noSuch();
      changes.composing();
      return ok({});
    }),
  };
}
