/** The doctor's checks of the addresses of numbers that people write to, and of what waits for a decision. */
import { doctorPhrase } from '../../../../shared/phrases.ts';
import { doctorProblem } from '../../../../shared/problems/doctor.ts';
import type { DeclaredChecks } from '../../doctor-check.ts';
import type { ReadingStore } from '../../store.ts';
import { type AddressNeeds, viewNumber } from './number-address.ts';

export type InboundNeeds = AddressNeeds & { readonly store: ReadingStore };

export function inboundChecks(needs: InboundNeeds): DeclaredChecks {
  return {
    decisions: async () => {
      const [{ count: answers }, subscriptions] = await Promise.all([
        needs.store.read('undecidedAnswers', {}),
        needs.store.read('countSubscriptions', {}),
      ]);
      if (answers + subscriptions === 0)
        return { state: 'ok', found: doctorPhrase('decisions-none'), problem: null };
      const found = doctorPhrase('decisions-waiting', { answers, subscriptions });
      return { state: 'warning', found, problem: doctorProblem('doctor-decisions', {}) };
    },
    inbound: () => {
      const numbers = needs.inbound.all().map((one) => viewNumber(needs, one));
      if (numbers.length === 0)
        return { state: 'skipped', found: doctorPhrase('inbound-none'), problem: null };
      const wrong = numbers.filter(({ warning }) => warning !== null);
      if (wrong.length === 0) {
        const found = doctorPhrase('inbound-right', { count: numbers.length });
        return { state: 'ok', found, problem: null };
      }
      // A report of the doctor may be passed on, so the problem names no number and no address.
      const found = doctorPhrase('inbound-wrong', { count: wrong.length });
      return { state: 'warning', found, problem: doctorProblem('doctor-inbound', {}) };
    },
  };
}
