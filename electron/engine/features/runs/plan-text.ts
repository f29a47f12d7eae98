import { keptPlanSchema } from '../../../../shared/contract/runs.ts';
import { fail, ok } from '../../../../shared/messaging/problem.ts';
import { runsProblem } from '../../../../shared/problems/runs.ts';
import type { ContractImplementer } from '../../contract-os.ts';
import type { SaveText } from '../../files/save-text.ts';
import type { Store } from '../../store.ts';
import type { YamlReader } from '../../yaml/yaml-reader.ts';
import { planDraftId } from '../compose/index.ts';

type Needs = {
  readonly store: Store;
  readonly saveText: SaveText;
  readonly now: () => number;
  readonly yaml: YamlReader;
};

/** The content of a stored plan; its time is that of the draft. */
const contentSchema = keptPlanSchema.omit({ keptAt: true });

/** Returns the handlers for the plan that is being edited: stored like a draft, and saved as a file. */
export function planTextHandlers(os: ContractImplementer, { store, saveText, now, yaml }: Needs) {
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
      // If it was deleted (by the retention rule, by a restored backup), nothing is overwritten.
      const saved = first === 'gone' ? await save(null) : first;
      if (typeof saved === 'number') return ok({ keptAt: saved });
      return fail(runsProblem('plan-changed', {}, 'text'));
    }),

    savePlan: calls.savePlan.handler(async ({ input: { text } }) => {
      const read = await yaml.plan(text, now());
      // A plan with mistakes is saved as well, under its name if that is readable.
      return saveText({ name: read.ok ? read.plan.name : nameIn(text), format: 'yaml', text });
    }),
  };
}

/** Returns the name of a plan that cannot be parsed completely. */
function nameIn(text: string): string {
  return /^name:[ \t]*(?<name>\S.*)$/mu.exec(text)?.groups?.name ?? 'plan';
}
