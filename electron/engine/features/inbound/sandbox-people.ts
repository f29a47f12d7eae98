/** Lets the simulated people of the built-in sandbox write to its inbound numbers. */
import type { Result } from '../../../../shared/messaging/problem.ts';
import type { NoteFailure } from '../../note-failure.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { sandboxSecret } from './inbound-numbers.ts';
import { type AddressNeeds, addressOf } from './number-address.ts';
import type { StoredInboundNumber } from './sql/inbound-numbers.ts';

export type PeopleNeeds = AddressNeeds & {
  /** Starts the built-in sandbox if it is not running. */
  readonly sandbox: { ensure(): Promise<Result<Sandbox>> };
};

/** Sends what simulated people write to a number of the built-in sandbox. */
export async function sendPeopleTo(needs: PeopleNeeds, number: StoredInboundNumber): Promise<void> {
  const url = addressOf(needs, number);
  const sandbox = await needs.sandbox.ensure();
  if (url === null || !sandbox.ok) return;
  await sandbox.value.panel.changePeople({ url, secret: sandboxSecret });
}

/** Ends this, if people write to this number. */
export async function sendPeopleNowhere(needs: PeopleNeeds, number: StoredInboundNumber): Promise<void> {
  const sandbox = await needs.sandbox.ensure();
  if (sandbox.ok && isTo(sandbox.value, number)) await sandbox.value.panel.changePeople({ url: null });
}

/**
 * The port of the callback server may be another one than last time: people write to the number's address of today. A
 * sandbox that cannot be changed is reported, and the console runs.
 */
export async function findPeopleAgain(
  needs: PeopleNeeds & { readonly noteFailure: NoteFailure },
): Promise<void> {
  try {
    await sendPeopleHere(needs);
  } catch (error) {
    needs.noteFailure('sandbox-people-not-found', error);
  }
}

async function sendPeopleHere(needs: PeopleNeeds): Promise<void> {
  const numbers = needs.inbound
    .all()
    .filter(({ accountId }) => needs.registry.get(accountId)?.kind === 'sandbox');
  if (numbers.length === 0) return;
  const sandbox = await needs.sandbox.ensure();
  const number = sandbox.ok ? numbers.find((one) => isTo(sandbox.value, one)) : undefined;
  if (number !== undefined) await sendPeopleTo(needs, number);
}

function isTo({ panel }: Sandbox, { token }: StoredInboundNumber): boolean {
  return panel.now().inboundUrl?.endsWith(`/inbound/${token}`) === true;
}
