/** One delivery report: its body, and what it changed. */
import type { SliceContext } from '../../lib/state.ts';
import type { ReportsAccess } from './reports-state.ts';

export function reportDetailActions({ engine, get, set }: Pick<SliceContext, 'engine'> & ReportsAccess) {
  async function loadDetail(id: number) {
    const answer = await engine.ask((client) => client.reports.get({ id }));
    if (get().detail?.id !== id) return;
    set({
      detail: {
        id,
        value: answer.ok ? answer.value : null,
        story: get().detail?.story ?? null,
        problem: answer.ok ? null : answer.problem,
      },
    });
    if (answer.ok) await loadStory(id);
  }

  async function loadStory(id: number) {
    const answer = await engine.ask((client) => client.reports.story({ id }));
    const { detail } = get();
    if (detail?.id === id && answer.ok) set({ detail: { ...detail, story: answer.value } });
  }

  return {
    loadDetail,
    /** Loads again what may have changed of the report on the screen. */
    async loadNews() {
      const { detail } = get();
      if (detail?.value?.verdict === 'postponed') await loadDetail(detail.id);
      else if (detail?.value) await loadStory(detail.id);
    },
    look(id: number | null) {
      if (id === (get().detail?.id ?? null)) return;
      set({ detail: id === null ? null : { id, value: null, story: null, problem: null } });
      if (id !== null) void loadDetail(id);
    },
  };
}
