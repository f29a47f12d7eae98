/** Templates: chains saved under a name. */

import type { ProblemView } from '../../../shared/contract/common.ts';
import type { MessageTemplate } from '../../../shared/contract/compose.ts';
import type { DraftChain } from '../../../shared/messaging/compose.ts';
import type { Answer } from '../../lib/engine-client.ts';
import type { ComposeContext, ComposeState } from './compose-state.ts';
import { type Draft, draftFrom, holdsNoWords } from './draft.ts';

type TemplateContext = ComposeContext & {
  readonly get: () => ComposeState;
  readonly set: (patch: Partial<ComposeState>) => void;
  readonly begin: (draft: Draft | null) => Promise<ProblemView | null>;
  readonly edit: (draft: Draft) => void;
};

export function templateActions({ engine, newKey, undo, get, set, begin, edit }: TemplateContext) {
  async function load(): Promise<void> {
    const answer = await engine.read((client) => client.compose.templates.list());
    if (answer.ok) set({ templates: answer.value });
  }

  async function save(
    template: Pick<MessageTemplate, 'name'> & { id?: string; chain: DraftChain },
  ): Promise<Answer<MessageTemplate>> {
    const { id, name, chain } = template;
    const answer = await engine.ask((client) =>
      client.compose.templates.save({
        name,
        chain: { ...chain, steps: [...chain.steps] },
        ...(id === undefined ? {} : { id }),
      }),
    );
    if (answer.ok) await load();
    return answer;
  }

  return {
    load,
    /** With an id, that template is overwritten. Problem `name-taken`. */
    save,
    async remove(template: MessageTemplate): Promise<Answer<unknown>> {
      const answer = await engine.ask((client) => client.compose.templates.remove({ id: template.id }));
      if (!answer.ok) return answer;
      await load();
      undo.offer(
        (words) => words.drafts.templateDeleted(template.name),
        () => save({ name: answer.value.name, chain: answer.value.chain as DraftChain }),
      );
      return answer;
    },
    /**
     * Puts its chain into the draft with its recipients; if the draft already has texts, it is saved and a
     * new one starts.
     */
    async use(chain: DraftChain): Promise<ProblemView | null> {
      const made = draftFrom(chain, [], newKey);
      const { draft } = get();
      if (!holdsNoWords(draft)) return begin(made);
      edit({ ...draft, steps: made.steps, selected: made.selected });
      return null;
    },
  };
}
