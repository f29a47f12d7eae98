/** Adds and removes tags of messages: offers existing tags, and creates new ones. */
import { useEffect } from 'react';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import { showResult } from '../../lib/ui/show-result.ts';
import { Checklist } from './filters/checklist.tsx';

/** The editor. @param tagsOf the tags of each of the messages */
export function TagEditor({
  ids,
  tagsOf,
}: {
  ids: readonly string[];
  tagsOf: readonly (readonly string[])[];
}) {
  const { words, format } = useLanguage();
  const texts = words.messages.tags;
  const { messages } = useActions();
  const facets = useDeck((state) => state.messages.facets);
  useEffect(() => void messages.loadFacets(), [messages]);

  const having = (tag: string) => tagsOf.filter((tags) => tags.includes(tag)).length;
  const known = facets?.tags ?? [];
  const others = [...new Set(tagsOf.flat())].filter((tag) => !known.some(({ name }) => name === tag));
  const on = (tag: string) => {
    const count = having(tag);
    return count === 0 ? false : count === tagsOf.length ? true : ('some' as const);
  };

  async function change(add: readonly string[], remove: readonly string[]) {
    const changed = showResult(await messages.tag(ids, add, remove));
    if (changed) await messages.loadFacets();
    return changed;
  }

  return (
    <Checklist
      label={texts.addLong}
      placeholder={texts.find}
      empty={texts.hint}
      ticks
      choices={[
        ...known.map(({ name, messages: count }) => ({
          value: name,
          label: name,
          count: format.number(count),
          on: on(name),
        })),
        ...others.map((name) => ({ value: name, label: name, on: on(name) })),
      ]}
      onChoose={(tag) => void (on(tag) === true ? change([], [tag]) : change([tag], []))}
      make={{ word: texts.make, onMake: (name) => change([name], []) }}
    />
  );
}
