import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ProblemView } from '../../../shared/contract/common.ts';
import type { MessageTemplate } from '../../../shared/contract/compose.ts';
import type { DraftChain } from '../../../shared/messaging/compose.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import { showResult } from '../../lib/ui/show-result.ts';
import { useTyped } from '../../lib/use-typed.ts';
import { chainOf } from './draft.ts';
import classes from './drafts.module.css';

export type Naming =
  | { readonly kind: 'new' }
  | { readonly kind: 'rename'; readonly template: MessageTemplate };

const longestName = 80;

function namingField(naming: Naming): string {
  return naming.kind === 'new' ? 'template-name' : `template-name:${naming.template.id}`;
}

/** Returns the naming whose typed name is kept; null if there is none. */
export function keptNaming(
  templates: readonly MessageTemplate[],
  typed: Readonly<Record<string, string>>,
): Naming | null {
  const all: readonly Naming[] = [
    { kind: 'new' },
    ...templates.map((template) => ({ kind: 'rename', template }) as const),
  ];
  return all.find((naming) => typed[namingField(naming)] !== undefined) ?? null;
}

/**
 * Asks for the name of a new or renamed template; if another template has the name, it can be overwritten.
 */
export function NameForm({
  naming,
  templates,
  onDone,
}: {
  naming: Naming;
  templates: readonly MessageTemplate[];
  onDone: () => void;
}) {
  const words = useWords();
  const texts = words.drafts;
  const { compose } = useActions();
  const draft = useDeck((state) => state.compose.draft);
  const first = naming.kind === 'rename' ? naming.template.name : '';
  const [name, setName] = useTyped(namingField(naming), first);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const textOf = useProblemText();
  const trimmed = name.trim();
  const taken =
    problem?.code === 'name-taken' && naming.kind === 'new'
      ? templates.find((one) => one.name.toLowerCase() === trimmed.toLowerCase())
      : undefined;

  async function save(over?: MessageTemplate) {
    if (trimmed === '') return;
    // From the contract: its content has the shape that was sent.
    const chain = naming.kind === 'rename' ? (naming.template.chain as DraftChain) : chainOf(draft);
    const id = naming.kind === 'rename' ? naming.template.id : over?.id;
    const answer = await compose.templates.save({
      name: trimmed,
      chain,
      ...(id === undefined ? {} : { id }),
    });
    if (!answer.ok) return setProblem(answer.problem);
    showResult(answer, texts.templateSaved(answer.value.name));
    end();
  }
  /** Closing the menu, also by Escape, keeps the typed name; saving and cancelling end the naming. */
  function end() {
    setName(first);
    onDone();
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    void save();
  }

  return (
    <form onSubmit={submit}>
      <div className={classes.nameForm}>
        <TextInput
          autoFocus
          label={texts.templateName}
          maxLength={longestName}
          value={name}
          error={problem !== null}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setProblem(null);
          }}
        />
        <Button variant="default" onClick={end}>
          {words.common.cancel}
        </Button>
        <Button type="submit" disabled={trimmed === ''}>
          {texts.saveTemplate}
        </Button>
      </div>
      {problem !== null && (
        <div className={classes.menuProblem} role="alert">
          {textOf(problem).message} {textOf(problem).hint}{' '}
          {taken && (
            <Button variant="default" onClick={() => void save(taken)}>
              {texts.overwriteNamed(taken.name)}
            </Button>
          )}
        </div>
      )}
    </form>
  );
}
