/** Reorders the chain with any pointer: a step is dragged by its handle and dropped. */
import { type PointerEvent, type RefObject, useState } from 'react';
import { useActions, useDeck } from '../../lib/deck.tsx';

type Drag = { readonly key: string; readonly to: number };
type DragLook = 'moving' | 'before' | 'after' | undefined;

export type StepDrag = {
  readonly handlers: (key: string) => {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: () => void;
    readonly onPointerCancel: () => void;
  };
  /** A step's appearance during a drag: moving, or with the gap before or after it. */
  readonly lookOf: (key: string) => DragLook;
};

/** Returns the drag handlers. @param list contains the steps as `[data-step]`, in order */
export function useStepDrag(list: RefObject<HTMLElement | null>): StepDrag {
  const { compose } = useActions();
  const steps = useDeck((state) => state.compose.draft.steps);
  const [drag, setDrag] = useState<Drag | null>(null);
  const from = drag === null ? -1 : steps.findIndex((step) => step.key === drag.key);

  /** Returns the position among the others for a pointer at this height. */
  function placeAt(key: string, y: number): number {
    const others = [...(list.current?.querySelectorAll('[data-step]') ?? [])].filter(
      (item) => item.getAttribute('data-step') !== key,
    );
    const above = others.filter((item) => {
      const { top, height } = item.getBoundingClientRect();
      return y > top + height / 2;
    });
    return above.length;
  }
  function drop() {
    const moving = steps[from];
    if (drag !== null && moving !== undefined && drag.to !== from) {
      compose.edit({ steps: steps.toSpliced(from, 1).toSpliced(drag.to, 0, moving), selected: drag.key });
    }
    setDrag(null);
  }

  return {
    handlers: (key) => ({
      onPointerDown(event) {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        event.preventDefault();
        setDrag({ key, to: steps.findIndex((step) => step.key === key) });
      },
      onPointerMove(event) {
        if (drag?.key === key) setDrag({ key, to: placeAt(key, event.clientY) });
      },
      onPointerUp: drop,
      onPointerCancel: () => setDrag(null),
    }),
    lookOf(key) {
      if (drag === null) return undefined;
      if (drag.key === key) return 'moving';
      const index = steps.findIndex((step) => step.key === key);
      if (drag.to < from && index === drag.to) return 'before';
      if (drag.to > from && index === drag.to) return 'after';
      return undefined;
    },
  };
}
