import { parsePhone } from '../../../shared/messaging/phone.ts';
import { fail, ok, problem } from '../../../shared/messaging/problem.ts';
import type { Core } from '../console.ts';
import { cancelNow } from './cancelling.ts';
import type { ContractImplementer } from './router.ts';

/** Other people's data: whom not to write to, and what is known of one number. */
export function privacyService(os: ContractImplementer, core: Core) {
  const parse = (text: string) => parsePhone(text, core.settings().defaultCountry ?? undefined);
  return {
    doNotSend: {
      list: os.doNotSend.list.handler(() => core.store.read('listDoNotSend', {})),
      add: os.doNotSend.add.handler(async ({ input }) => {
        const phone = parse(input.number);
        if (!phone.ok) return phone;
        const ordered = await core.store.write('addDoNotSend', {
          number: phone.value.e164,
          reason: input.reason?.trim() || null,
          source: 'person',
          now: core.now(),
        });
        const list = await core.store.read('listDoNotSend', {});
        const entry = list.find((item) => item.number === phone.value.e164);
        core.changes.settings();
        if (!entry) throw new Error('the do-not-send entry vanished');
        return ok({ ...entry, cancelling: await cancelNow(core, ordered) });
      }),
      remove: os.doNotSend.remove.handler(async ({ input }) => {
        const phone = parse(input.number);
        if (!phone.ok) return phone;
        const removed = await core.store.write('removeDoNotSend', {
          number: phone.value.e164,
          digest: core.archive.digest(phone.value.e164),
          now: core.now(),
        });
        core.changes.settings();
        return removed
          ? ok({})
          : fail(
              problem(
                'not-listed',
                'This number is not on the do-not-send list.',
                'Nothing needs to be done.',
                'number',
              ),
            );
      }),
    },
    privacy: {
      about: os.privacy.about.handler(async ({ input }) => {
        const phone = parse(input.number);
        if (!phone.ok) return phone;
        return ok(await core.store.read('aboutNumber', { number: phone.value.e164, now: core.now() }));
      }),
      erase: os.privacy.erase.handler(async ({ input }) => {
        const phone = parse(input.number);
        if (!phone.ok) return phone;
        const number = phone.value.e164;
        const digest = core.archive.digest(number);
        const erased = await core.store.write('eraseNumber', { number, now: core.now(), digest });
        if (erased === null) {
          return fail(
            problem(
              'under-way',
              'A message to this number is being sent at this moment.',
              'Try again in half a minute.',
              'number',
            ),
          );
        }
        const { runIds, toCancel, ...counts } = erased;
        // Another window may show a draft or a run that held the number.
        core.changes.composing();
        for (const id of runIds) core.changes.run(id);
        core.store.removeCopies();
        // Before the built-in sandbox forgets the messages: what it knows, it can cancel.
        const cancelling = await cancelNow(core, { withdrawn: 0, ids: toCancel });
        // What a page handed over may be a backup or an export that names the number.
        await core.archive.uploads.clear();
        await core.forgetInSandbox(number);
        const { backups, backupsNotReached } = await core.archive.eraseFromBackups();
        return ok({ ...counts, backups, backupsNotReached: [...backupsNotReached], cancelling });
      }),
    },
  };
}
