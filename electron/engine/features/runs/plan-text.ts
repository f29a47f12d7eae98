import { keptPlanSchema } from '../../../../shared/contract/runs.ts';
import { fail, ok } from '../../../../shared/messaging/problem.ts';
import { readPlan } from '../../../../shared/plans/read-plan.ts';
import { runsProblem } from '../../../../shared/problems/runs.ts';
import type { ContractImplementer } from '../../contract-os.ts';
import type { SaveText } from '../../files/save-text.ts';
import type { Store } from '../../store.ts';
import { planDraftId } from '../compose/index.ts';

type Needs = { readonly store: Store; readonly saveText: SaveText; readonly now: () => number };

/** What a kept plan says of itself; its time is the draft's. */
const contentSchema = keptPlanSchema.omit({ keptAt: true });

/** The plan that is being written: kept as drafts are, and saved as a file. */
export function planTextHandlers(os: ContractImplementer, { store, saveText, now }: Needs) {
  const calls = os.runs;

  return {
    keptPlan: calls.keptPlan.handler(async () => {
      const row = await store.read('readDraft', { id: planDraftId });
      if (row === null) return null;
      const content = contentSchema.safeParse(JSON.parse(row.content));
      return content.success ? { ...content.data, keptAt: row.updatedAt } : null;
    }),

    keepPlan: calls.keepPlan.handler(async ({ input: { basedOn, ...content } }) => {
      const save = (on: number | null | undefined) =>
        store.write('saveDraft', {
          id: planDraftId,
          accountId: null,
          preview: '',
          content: JSON.stringify(content),
          basedOn: on,
          now: now(),
        });
      const first = await save(basedOn);
      // Where it was taken away (by a rule of retention, by a restored backup) nothing is written over.
      const saved = first === 'gone' ? await save(null) : first;
      if (typeof saved === 'number') return ok({ keptAt: saved });
      return fail(runsProblem('plan-changed', {}, 'text'));
    }),

    savePlan: calls.savePlan.handler(({ input: { text } }) => {
      const read = readPlan(text, now());
      // A plan with faults is somebody's work as well; it goes by the name that it may have.
      return saveText({ name: read.ok ? read.plan.name : nameIn(text), format: 'yaml', text });
    }),
  };
}

/** The name of a plan that can't be read whole. */
function nameIn(text: string): string {
  return /^name:[ \t]*(?<name>\S.*)$/mu.exec(text)?.groups?.name ?? 'plan';
}
