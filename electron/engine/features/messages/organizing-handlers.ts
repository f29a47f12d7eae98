import type { EachOutcome } from '../../../../shared/contract/messages.ts';
import { fail, ok, type Problem, type Result } from '../../../../shared/messaging/problem.ts';
import { tidyTags } from '../../../../shared/messaging/tags.ts';
import { messagesProblem } from '../../../../shared/problems/messages.ts';
import type { ContractImplementer } from '../../contract-os.ts';
import type { Emit } from '../../events.ts';
import { newBatchId } from '../../ids.ts';
import { beforeResending } from './before-resending.ts';
import { detailOf, findMessage } from './find-message.ts';
import { cancelMessage, resendMessage } from './message-actions.ts';
import { countMatching } from './message-lists.ts';

/** How many cancellations are requested at once; each is a separate request to Messente. */
const cancelledAtOnce = 8;

/** How many resent messages are stored at once, so that they share commits. */
const writtenAtOnce = 32;

/** Returns the handlers for tags, notes, saved views, and actions on several messages. */
export function organizingHandlers(
  os: ContractImplementer,
  needs: Parameters<typeof cancelMessage>[0] &
    Parameters<typeof resendMessage>[0] &
    Parameters<typeof beforeResending>[0] & { readonly emit: Emit },
) {
  const { store } = needs;
  const calls = os.messages;
  return {
    facets: calls.facets.handler(() => store.read('facets', {})),
    countMatching: calls.countMatching.handler(({ input, signal }) => countMatching(store, input, signal)),

    tag: calls.tag.handler(async ({ input }) => {
      const add = tidyTags(input.add, 'add');
      if (!add.ok) return add;
      const remove = tidyTags(input.remove, 'remove');
      if (!remove.ok) return remove;
      return ok(await store.write('tagMessages', { ids: input.ids, add: add.value, remove: remove.value }));
    }),

    note: calls.note.handler(async ({ input }) => {
      const found = await findMessage(store, input.id);
      if (!found.ok) return found;
      const note = input.note?.trim().toWellFormed() || null;
      const written = await store.write('setNote', { id: found.value, note });
      const detail = await detailOf(store, found.value);
      if (!detail.ok || written === null) return detail.ok ? fail(noSuchMessage(input.id)) : detail;
      return ok({ before: written.before, detail: detail.value });
    }),

    polls: calls.polls.handler(async ({ input }) => {
      const found = await findMessage(store, input.id);
      return found.ok ? ok(await store.read('pollsOf', { id: found.value })) : found;
    }),

    cancelMany: calls.cancelMany.handler(({ input }) =>
      each(input.ids, cancelledAtOnce, async (id) => {
        const cancelled = await cancelMessage(needs, id);
        return cancelled.ok ? ok(null) : cancelled;
      }),
    ),

    beforeResending: calls.beforeResending.handler(({ input }) => beforeResending(needs, input.ids)),
    resendMany: calls.resendMany.handler(({ input }) =>
      each(input.ids, writtenAtOnce, (id) =>
        resendMessage(needs, {
          id,
          evenIfTwice: input.evenIfTwice,
          requestKey: `${input.requestKey}:${id}`,
          more: Object.hasOwn(input.moreOf ?? {}, id) ? input.moreOf?.[id] : undefined,
        }),
      ),
    ),

    views: {
      list: calls.views.list.handler(() => store.read('listViews', {})),
      save: calls.views.save.handler(async ({ input: { id, name: typed, ...content } }) => {
        const name = typed
          .toWellFormed()
          .normalize('NFC')
          .replace(/[\s\p{Cc}]+/gu, ' ')
          .trim();
        if (name === '') {
          return fail(messagesProblem('name-empty', {}, 'name'));
        }
        const saved = await store.write('saveView', {
          id: id ?? newBatchId(),
          isNew: id === undefined,
          name,
          content,
          now: needs.now(),
        });
        if (saved === 'name-taken') {
          return fail(messagesProblem('name-taken', { name }, 'name'));
        }
        if (saved === 'no-such-view') return fail(noSuchView());
        needs.emit({ type: 'view-changed' });
        return ok(saved);
      }),
      remove: calls.views.remove.handler(async ({ input }) => {
        const removed = await store.write('removeView', { id: input.id });
        if (removed === null) return fail(noSuchView());
        needs.emit({ type: 'view-changed' });
        return ok(removed);
      }),
    },
  };
}

/**
 * Runs an action on each message separately: a failure of one is its own problem and does not stop the
 * others. A repeated id is processed once.
 */
async function each(
  ids: readonly string[],
  atOnce: number,
  act: (id: string) => Promise<Result<string | null>>,
): Promise<EachOutcome> {
  const outcomes = new Map<string, { problem: Problem | null; madeId: string | null }>();
  const waiting = [...new Set(ids)];
  const work = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const done = await act(id);
      outcomes.set(
        id,
        done.ok ? { problem: null, madeId: done.value } : { problem: done.problem, madeId: null },
      );
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return ids.flatMap((id) => {
    const outcome = outcomes.get(id);
    return outcome === undefined ? [] : [{ id, ...outcome }];
  });
}

function noSuchMessage(id: string): Problem {
  return messagesProblem('no-such-message', { id }, 'id');
}

function noSuchView(): Problem {
  return messagesProblem('no-such-view', {}, 'id');
}
