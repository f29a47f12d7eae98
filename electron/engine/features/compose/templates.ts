import type { MessageTemplate } from '../../../../shared/contract/compose.ts';
import { draftChainSchema } from '../../../../shared/contract/compose.ts';
import { type DraftChain, withTidySenders } from '../../../../shared/messaging/compose.ts';
import { fail, ok } from '../../../../shared/messaging/problem.ts';
import { composeProblem } from '../../../../shared/problems/compose.ts';
import type { ContractImplementer } from '../../contract-os.ts';
import type { Emit } from '../../events.ts';
import { newBatchId } from '../../ids.ts';
import type { Store } from '../../store.ts';
import type { StoredTemplate } from './sql/list-templates.ts';

type Needs = {
  readonly store: Store;
  readonly emit: Emit;
  readonly now: () => number;
};

function view(template: StoredTemplate): MessageTemplate {
  return { ...template, chain: draftChainSchema.parse(JSON.parse(template.chain)) };
}

/** Returns the handlers for templates: chains saved under a name for reuse. */
export function templateHandlers(os: ContractImplementer, { store, emit, now }: Needs) {
  const calls = os.compose.templates;
  const noSuch = () => fail(composeProblem('no-such-template', {}, 'id'));

  return {
    list: calls.list.handler(async () => (await store.read('listTemplates', {})).map(view)),

    save: calls.save.handler(async ({ input }) => {
      const name = input.name
        .replace(/[\s\p{Cc}]+/gu, ' ')
        .trim()
        .toWellFormed();
      if (name === '') {
        return fail(composeProblem('name-empty', {}, 'name'));
      }
      const saved = await store.write('saveTemplate', {
        id: input.id ?? newBatchId(),
        isNew: input.id === undefined,
        name,
        // A sending time belongs to a single send.
        chain: JSON.stringify({ ...withTidySenders(input.chain as DraftChain), timeToSend: undefined }),
        now: now(),
      });
      if (saved === 'no-such-template') return noSuch();
      if (saved === 'name-taken') {
        return fail(composeProblem('name-taken', { name }, 'name'));
      }
      emit({ type: 'draft-changed' });
      return ok(view(saved));
    }),

    remove: calls.remove.handler(async ({ input }) => {
      const removed = await store.write('removeTemplate', input);
      if (removed === null) return noSuch();
      emit({ type: 'draft-changed' });
      return ok(view(removed));
    }),
  };
}
