/** The actions that change the steps of the draft's chain. */
import type { Channel } from '../../../shared/messaging/types.ts';
import type { DraftEditing } from './compose-state.ts';
import { moveStep, newStep, type StepDraft } from './draft.ts';
import { type Json, setAt } from './forms/json-tree.ts';

export function stepActions({ get, set, edit, newKey }: DraftEditing) {
  return {
    editStep(key: string, patch: Partial<StepDraft>) {
      const { draft } = get();
      edit({ ...draft, steps: draft.steps.map((step) => (step.key === key ? { ...step, ...patch } : step)) });
    },
    /** Restores removed content of a step; does nothing if the step is gone. */
    putBack(key: string, path: string, value: Json) {
      const { draft } = get();
      if (!draft.steps.some((step) => step.key === key)) return;
      const steps = draft.steps.map((step) =>
        step.key === key ? { ...step, content: setAt(step.content, path, value) } : step,
      );
      edit({ ...draft, steps });
    },
    /**
     * Selecting another step changes nothing that is sent: the draft's problems and the request key of an
     * attempt stay.
     */
    select(key: string) {
      const { draft, sending } = get();
      if (sending || draft.selected === key) return;
      set({ draft: { ...draft, selected: key } });
    },
    addStep(channel: Channel) {
      const { draft } = get();
      const step = newStep(newKey(), channel);
      edit({ ...draft, steps: [...draft.steps, step], selected: step.key });
    },
    removeStep(key: string) {
      const { draft } = get();
      if (draft.steps.length < 2) return;
      const at = draft.steps.findIndex((step) => step.key === key);
      const steps = draft.steps.filter((step) => step.key !== key);
      const selected = draft.selected === key ? (steps[Math.max(0, at - 1)]?.key ?? '') : draft.selected;
      edit({ ...draft, steps, selected });
    },
    move: (key: string, by: -1 | 1) => edit(moveStep(get().draft, key, by)),
  };
}
