/** The doctor's check of Messente's blacklists. */
import { doctorPhrase } from '../../../../shared/phrases.ts';
import { doctorProblem } from '../../../../shared/problems/doctor.ts';
import type { DeclaredChecks } from '../../doctor-check.ts';
import type { Store } from '../../store.ts';

export type BlacklistNeeds = { readonly store: Store };

export function blacklistChecks({ store }: BlacklistNeeds): DeclaredChecks {
  return {
    blacklists: async () => {
      const all = await store.read('listBlacklists', {});
      const used = all.filter(
        ({ kind, removed, toDelete }) => (kind === 'messente' && !removed) || toDelete > 0,
      );
      if (used.length === 0)
        return { state: 'skipped', found: doctorPhrase('blacklists-none'), problem: null };
      const left = used.filter(({ unreachable, toDelete }) => unreachable && toDelete > 0);
      const [first] = left;
      if (first !== undefined) {
        const count = left.reduce((sum, { toDelete }) => sum + toDelete, 0);
        const account = left.map((one) => one.account).join(', ');
        const found = doctorPhrase('blacklists-left', { count });
        return {
          state: 'warning',
          found,
          problem: doctorProblem('doctor-blacklist-left', { count, account }),
        };
      }
      const failed = used.find(({ problem }) => problem !== null);
      if (failed?.problem) {
        const { account, problem: why } = failed;
        const problem = doctorProblem('doctor-blacklist', { account, why });
        return { state: 'warning', found: doctorPhrase('blacklists-failed', { account }), problem };
      }
      const waiting = used.reduce((sum, { toWrite, toDelete }) => sum + toWrite + toDelete, 0);
      const unread = used.filter(({ readAt, kind }) => kind === 'messente' && readAt === null);
      if (waiting > 0 || unread.length > 0) {
        const found = doctorPhrase('blacklists-waiting', { waiting, unread: unread.length });
        return { state: 'ok', found, problem: null };
      }
      return { state: 'ok', found: doctorPhrase('blacklists-read', { count: used.length }), problem: null };
    },
  };
}
