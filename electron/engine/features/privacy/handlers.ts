import { parsePhone } from '../../../../shared/messaging/phone.ts';
import { fail, ok, problem } from '../../../../shared/messaging/problem.ts';
import type { ContractImplementer } from '../../router.ts';
import type { Core } from '../../start.ts';
import { cancelNow } from '../messages/cancelling.ts';

/** One transaction holds the writer up for as long as it lasts: a second or two with so many. */
const mostAdded = 100_000;

/** Other people's data: whom not to write to, and what is known of one number. */
export function privacyService(os: ContractImplementer, core: Core) {
  const parse = (text: string) => parsePhone(text, core.settings().defaultCountry ?? undefined);
  return {
    doNotSend: {
      list: os.doNotSend.list.handler(() => core.store.read('listDoNotSend', {})),
      add: os.doNotSend.add.handler(async ({ input }) => {
        const phone = parse(input.number);
        if (!phone.ok) return phone;
        const { entries, cancelling } = await addToList(core, [phone.value.e164], input.reason);
        const [entry] = entries;
        if (!entry) throw new Error('the do-not-send entry vanished');
        return ok({ ...entry, cancelling });
      }),
      addMany: os.doNotSend.addMany.handler(async ({ input }) => {
        if (input.numbers.length > mostAdded) return fail(tooMany());
        const numbers = new Set<string>();
        for (const [index, written] of input.numbers.entries()) {
          const phone = parse(written);
          if (!phone.ok) return fail({ ...phone.problem, field: `numbers[${index}]` });
          numbers.add(phone.value.e164);
        }
        return ok(await addToList(core, [...numbers], input.reason));
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

function tooMany() {
  return problem(
    'too-many-numbers',
    'The list has more than 100,000 numbers.',
    'Split it into several lists.',
    'numbers',
  );
}

/** Puts numbers (E.164) on the list in one transaction, then has what is scheduled for them cancelled. */
async function addToList(core: Core, numbers: readonly string[], reason: string | undefined) {
  const ordered = await core.store.write('addDoNotSend', {
    numbers,
    reason: reason?.trim() || null,
    source: 'person',
    now: core.now(),
  });
  const added = new Set(numbers);
  const entries = (await core.store.read('listDoNotSend', {})).filter(({ number }) => added.has(number));
  core.changes.settings();
  return { entries, cancelling: await cancelNow(core, ordered) };
}
