/** Gives one step's form its values, the problem of each field, and functions that change them. */
import { createContext, type ReactNode, use, useMemo, useState } from 'react';
import type { ProblemView } from '../../../../shared/contract/common.ts';
import { checkChain } from '../../../../shared/messaging/check-chain.ts';
import { fieldOfSource } from '../../../../shared/messaging/field-of-source.ts';
import { createMerger } from '../../../../shared/messaging/placeholders.ts';
import { useActions, useDeck } from '../../../lib/deck.tsx';
import { useMinutes } from '../../../lib/now.ts';
import { useProblemText } from '../../../lib/ui/problem-text.tsx';
import { chainOf, type Draft, type StepDraft } from '../draft.ts';
import { getAt, isList, isObject, type Json, setAt } from './json-tree.ts';
import { type Shape, shapeAt, shows } from './shape.ts';
import { kindOfStep, shapeOf, textPathOf } from './step-content.ts';

type StepForm = {
  readonly step: StepDraft;
  /** By the path in the channel's JSON. */
  readonly valueOf: (path: string) => Json | undefined;
  readonly textOf: (path: string) => string;
  readonly listOf: (path: string) => readonly Json[];
  /** Returns the grammar's value at the path; undefined if the field exists only in the form. */
  readonly fieldAt: (path: string) => Shape | undefined;
  /** undefined takes it away. */
  readonly set: (path: string, value: Json | undefined) => void;
  /** Changes several values, in order. */
  readonly setAll: (changes: readonly (readonly [path: string, value: Json | undefined])[]) => void;
  /** The user has left the field, so its problem may be shown. */
  readonly leave: (path: string) => void;
  readonly problemOf: (path: string) => ProblemView | null;
  /** The same for the step's other fields: 'sender', 'udh'. */
  readonly ownProblemOf: (field: string) => ProblemView | null;
  /** Returns whether a problem at or below a path is shown. */
  readonly wrongUnder: (path: string) => boolean;
  readonly problemsUnder: (path: string) => readonly ProblemView[];
  /** Returns a problem as one line in the window's language. */
  readonly problemText: (problem: ProblemView | null) => string | null;
  /** Returns a problem's text to show beside its field, without the field's name in front. */
  readonly problemTextHere: (problem: ProblemView | null) => string | null;
  /** Returns the problems without a field. */
  readonly elsewhere: readonly ProblemView[];
};

const FormContext = createContext<StepForm | null>(null);

/** Returns the form of the current step. @throws outside of a StepFormProvider */
export function useStepForm(): StepForm {
  const form = use(FormContext);
  if (!form) throw new Error('no StepFormProvider above');
  return form;
}

const isBelow = (field: string, path: string) =>
  field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[`);

/** Returns the problem that Messente or the engine reported about this step, by the field within the step. */
function useServerProblem(draft: Draft, index: number): { field: string; problem: ProblemView } | null {
  const problem = useDeck((state) => state.compose.problem);
  return useMemo(() => {
    const field = problem?.field ? (fieldOfSource(problem.field, chainOf(draft)) ?? problem.field) : null;
    const start = `steps[${index}].`;
    return problem && field?.startsWith(start) ? { field: field.slice(start.length), problem } : null;
  }, [problem, draft, index]);
}

type ProviderProps = {
  draft: Draft;
  step: StepDraft;
  index: number;
  /** The problems of the whole chain that may already be shown. */
  problems: readonly ProblemView[];
  children: ReactNode;
};

function useProblems({ draft, step, index, problems }: Omit<ProviderProps, 'children'>) {
  const now = useMinutes();
  const refused = useServerProblem(draft, index);
  const [left, setLeft] = useState<readonly string[]>([]);
  const own = useMemo(() => {
    const start = `steps[${index}].`;
    const of = (all: readonly ProblemView[]) =>
      all.flatMap((problem) =>
        problem.field?.startsWith(start) ? [{ field: problem.field.slice(start.length), problem }] : [],
      );
    // As one recipient reads it, because a placeholder's value may be an address.
    const values = draft.recipients[0]?.values ?? {};
    const seen = createMerger(chainOf(draft)).show(values);
    const later = of(checkChain(seen, now)).filter((one) =>
      left.some((path) => one.field === `content.${path}`),
    );
    return [...of(problems), ...later, ...(refused ? [refused] : [])];
  }, [draft, index, problems, now, refused, left]);
  return useMemo(() => {
    const at = (field: string) => own.find((one) => one.field === field)?.problem ?? null;
    const shape = shapeOf(step.channel);
    const text = textPathOf(step.channel);
    const shown = (field: string) => {
      if (!field.startsWith('content')) return true;
      const path = field.slice('content.'.length);
      // A template's values have their own fields; see template-values.tsx.
      if (path.startsWith('template.components[') && kindOfStep(step) === 'template') return true;
      return path === text || (shape !== null && path !== '' && shows(shape, step.content, path));
    };
    return {
      problemOf: (path: string) => at(`content.${path}`) ?? (path === text ? at('text') : null),
      ownProblemOf: at,
      wrongUnder: (path: string) => own.some((one) => isBelow(one.field, `content.${path}`)),
      problemsUnder: (path: string) =>
        own.filter((one) => isBelow(one.field, `content.${path}`)).map((one) => one.problem),
      elsewhere: [...new Set(own.filter((one) => !shown(one.field)).map((one) => one.problem))],
      leave: (path: string) => setLeft((paths) => (paths.includes(path) ? paths : [...paths, path])),
    };
  }, [own, step]);
}

export function StepFormProvider({ children, ...props }: ProviderProps) {
  const { step } = props;
  const { compose } = useActions();
  const problems = useProblems(props);
  const { whole } = useProblemText();
  const form = useMemo<Omit<StepForm, 'problemText' | 'problemTextHere'>>(() => {
    const text = textPathOf(step.channel);
    const shape = shapeOf(step.channel);
    const valueAt = (path: string) => (path === text ? step.text : getAt(step.content, path));
    const setAll = (changes: readonly (readonly [string, Json | undefined])[]) => {
      let content = step.content;
      for (const [path, value] of changes) content = setAt(content, path, value);
      compose.editStep(step.key, { content });
    };
    return {
      step,
      valueOf: valueAt,
      textOf: (path) => {
        const value = valueAt(path);
        return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
      },
      listOf: (path) => {
        const value = valueAt(path);
        return isList(value) ? value : [];
      },
      fieldAt: (path) => (shape === null ? undefined : shapeAt(shape, step.content, path)),
      set: (path, value) => setAll([[path, value]]),
      setAll,
      ...problems,
    };
  }, [step, compose, problems]);
  const problemText = (problem: ProblemView | null) => (problem === null ? null : whole(problem));
  // Example: "Viber, carousel, card 1: the title is empty."
  const problemTextHere = (problem: ProblemView | null) => {
    const here = problemText(problem)?.replace(/^[^:.]{1,80}: /u, '') ?? null;
    return here === null ? null : `${here.slice(0, 1).toUpperCase()}${here.slice(1)}`;
  };
  return <FormContext value={{ ...form, problemText, problemTextHere }}>{children}</FormContext>;
}

/** Returns whether an optional part is used: it was filled in, and not switched off. */
export function isOn(value: Json | undefined): boolean {
  return isObject(value) && value.$off !== true;
}
