/** Runs the doctor's checks. */
import type { SliceContext } from '../../lib/state.ts';

export function doctorActions({ engine }: Pick<SliceContext, 'engine'>) {
  return {
    /** Runs all checks, which takes up to about ten seconds. */
    examine: () => engine.read((client) => client.doctor.run({})),
  };
}

type DoctorActions = ReturnType<typeof doctorActions>;

declare module '../../lib/state.ts' {
  interface DeckActions {
    readonly doctor: DoctorActions;
  }
}
