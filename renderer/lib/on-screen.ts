/** What the components on the screen can do now, by the id of the action that they run. */
type Run = (event: KeyboardEvent | null) => void;

export type OnScreen = {
  /** Provides an action's function. @returns a function that ends this */
  readonly provide: (id: string, run: Run) => () => void;
  readonly runOf: (id: string) => Run | undefined;
};

export function createOnScreen(): OnScreen {
  const provided = new Map<string, Run>();
  return {
    provide(id, run) {
      provided.set(id, run);
      return () => {
        // A component that replaces another one may provide before the other one ends.
        if (provided.get(id) === run) provided.delete(id);
      };
    },
    runOf: (id) => provided.get(id),
  };
}
