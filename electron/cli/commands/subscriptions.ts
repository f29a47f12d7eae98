import type { Command } from 'commander';
import type { Subscription } from '../../../shared/contract/subscriptions.ts';
import { formatPhone, parsePhone } from '../../../shared/messaging/phone.ts';
import { inboundProblem } from '../../../shared/problems/inbound.ts';
import { type EveryOption, withEveryOption } from '../options.ts';
import { dayAndTime, exit, printJson, printLine, printProblem } from '../output.ts';
import { runInSession } from '../run.ts';
import type { Session } from '../session.ts';

const mostAPage = 500;

/** Adds the commands consent subscriptions list, confirm, dismiss, addresses. */
export function addSubscriptionCommands(consent: Command): void {
  const subscriptions = consent
    .command('subscriptions')
    .description('people who subscribed at Messente: consent is recorded when you confirm it');

  withEveryOption(subscriptions.command('list'))
    .description('what waits to be confirmed, the newest first')
    .action((options: EveryOption) =>
      runInSession(options, async (session, json) => {
        let count = 0;
        for await (const one of waiting(session)) {
          count += 1;
          if (json) printJson(subscriptionLine(one));
          else printLine(sentence(one));
        }
        if (count === 0 && !json) printLine('No subscription waits to be confirmed.');
        return exit.reached;
      }),
    );

  for (const decision of ['confirm', 'dismiss'] as const)
    withEveryOption(subscriptions.command(decision))
      .argument('<ids...>', 'ids, or numbers with their country code')
      .description(
        decision === 'confirm'
          ? 'record consent; an opt-out stays'
          : 'record nothing, and wait for the next one of the person',
      )
      .action((ids: string[], options: EveryOption) =>
        runInSession(options, (session, json) => decide(session, ids, decision, json)),
      );

  withEveryOption(subscriptions.command('addresses'))
    .description('the address of each account, to be entered at Messente')
    .action((options: EveryOption) =>
      runInSession(options, async ({ client }, json) => {
        for (const { accountName, address } of await client.subscriptions.addresses()) {
          if (json) printJson({ account: accountName, address });
          else printLine(`${accountName}: ${address ?? 'no fixed public address'}`);
        }
        return exit.reached;
      }),
    );
}

async function* waiting({ client }: Session): AsyncGenerator<Subscription, void, void> {
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof client.subscriptions.list>> = await client.subscriptions.list({
      limit: mostAPage,
      ...(after === null ? {} : { after }),
    });
    yield* page.entries;
    after = page.next;
  } while (after !== null);
}

/** The documented JSON of a subscription that waits. */
function subscriptionLine(one: Subscription) {
  return {
    id: one.id,
    number: one.number,
    account: one.accountName,
    external_id: one.externalId,
    time: one.time,
    received_at: new Date(one.receivedAt).toISOString(),
    count: one.count,
    on_do_not_send_list: one.isListed,
  };
}

function sentence({ id, number, receivedAt, externalId, count, isListed }: Subscription): string {
  const parts = [
    `${dayAndTime(receivedAt)}  ${formatPhone(number)}`,
    ...(externalId === null ? [] : [`id ${externalId}`]),
    ...(count > 1 ? [`${count} times`] : []),
    ...(isListed ? ['on the do-not-send list'] : []),
  ];
  // A line break in a value must not look like another entry.
  return `${parts.join('  ').replaceAll(/[\r\n\t]+/gu, ' ')}  (${id})`;
}

async function decide(
  session: Session,
  wanted: readonly string[],
  decision: 'confirm' | 'dismiss',
  json: boolean,
): Promise<number> {
  const ids: number[] = [];
  const all: Subscription[] = [];
  for await (const one of waiting(session)) all.push(one);
  for (const text of wanted) {
    const phone = text.startsWith('+') ? parsePhone(text) : null;
    const found = all.filter(
      ({ id, number }) => String(id) === text || (phone?.ok === true && number === phone.value.e164),
    );
    if (found.length === 0) {
      printProblem(inboundProblem('no-such-subscription', { id: text }, 'id'), json);
      return exit.couldNotTry;
    }
    ids.push(...found.map(({ id }) => id));
  }
  let decided = 0;
  for (let start = 0; start < ids.length; start += mostAPage) {
    const answer = await session.client.subscriptions.decide({
      ids: ids.slice(start, start + mostAPage),
      decision,
    });
    if (!answer.ok) {
      printProblem(answer.problem, json);
      return exit.couldNotTry;
    }
    decided += answer.value.decided;
  }
  if (json) printJson({ decision, decided });
  else printLine(decision === 'confirm' ? `Confirmed: ${decided}.` : `Dismissed: ${decided}.`);
  return exit.reached;
}
