/** Implements the contract with the handlers of all features. */
import type { AnyProcedure } from '@orpc/server';
import { problemError } from '../../shared/contract/problem-error.ts';
import { fail, type Problem } from '../../shared/messaging/problem.ts';
import { actAs, engineActor } from './acting.ts';
import { oversizedInput } from './bounded-input.ts';
import { contractOs } from './contract-os.ts';
import { isDamage, storeProblem } from './db/store-problems.ts';
import { accountHandlers, priceHandlers } from './features/accounts/handlers.ts';
import { secretHandlers } from './features/accounts/secret-handlers.ts';
import { backupsHandlers } from './features/backups/handlers.ts';
import { composingHandlers } from './features/compose/handlers.ts';
import { consentHandlers } from './features/consent/handlers.ts';
import { doctorHandlers } from './features/doctor/handlers.ts';
import { inboundHandlers } from './features/inbound/handlers.ts';
import { journalHandlers } from './features/journal/handlers.ts';
import { messageHandlers, outboxHandlers } from './features/messages/handlers.ts';
import { doNotSendHandlers, privacyHandlers } from './features/privacy/handlers.ts';
import { quietHoursHandlers } from './features/quiet-hours/handlers.ts';
import { callbackHandlers, tunnelHandlers } from './features/reports/handlers.ts';
import { runHandlers } from './features/runs/handlers.ts';
import { sandboxHandlers } from './features/sandbox/handlers.ts';
import { consoleHandlers, pageHandlers, settingsHandlers } from './features/settings/handlers.ts';
import { spendingHandlers } from './features/spending/handlers.ts';
import { subscriptionHandlers } from './features/subscriptions/handlers.ts';

type Needs<Handlers extends (os: typeof contractOs, needs: never) => unknown> = Parameters<Handlers>[1];

/** What the handlers of all features need. */
export type RouterNeeds = Needs<typeof accountHandlers> &
  Needs<typeof backupsHandlers> &
  Needs<typeof callbackHandlers> &
  Needs<typeof composingHandlers> &
  Needs<typeof consoleHandlers> &
  Needs<typeof doctorHandlers> &
  Needs<typeof inboundHandlers> &
  Needs<typeof journalHandlers> &
  Needs<typeof messageHandlers> &
  Needs<typeof outboxHandlers> &
  Needs<typeof pageHandlers> &
  Needs<typeof priceHandlers> &
  Needs<typeof privacyHandlers> &
  Needs<typeof runHandlers> &
  Needs<typeof sandboxHandlers> &
  Needs<typeof secretHandlers> &
  Needs<typeof settingsHandlers> &
  Needs<typeof spendingHandlers> &
  Needs<typeof subscriptionHandlers> &
  Needs<typeof tunnelHandlers> & { readonly damaged: () => Promise<Problem> };

/** Returns a problem as the answer of a call; one without problems in its answer rejects with the problem as data. */
async function answerOf(procedure: AnyProcedure, why: Problem) {
  const answer = fail(why);
  const checked = await procedure['~orpc'].outputSchema?.['~standard'].validate(answer);
  if (checked === undefined || checked.issues !== undefined) throw problemError(why);
  return answer;
}

/**
 * An error caused by the disk or another program is not a bug: it is returned as a problem, and nothing was
 * acknowledged.
 */
const returnStoreProblem = (damaged: () => Promise<Problem>) =>
  contractOs.middleware(async ({ next, procedure }, _input, output) => {
    try {
      return await next();
    } catch (error) {
      const why = isDamage(error) ? await damaged() : storeProblem(error);
      if (why === null) throw error;
      return output(await answerOf(procedure, why));
    }
  });

const boundInput = contractOs.middleware(async ({ next, path, procedure }, input, output) => {
  const why = oversizedInput(path.join('.'), input);
  return why === null ? next() : output(await answerOf(procedure, why));
});

/** What a call writes is recorded on behalf of its caller. */
const actAsCaller = contractOs.middleware(({ next, context }) =>
  actAs(context.actor ?? engineActor, () => next()),
);

export function createContractRouter(needs: RouterNeeds) {
  const os = contractOs;
  return os
    .use(actAsCaller)
    .use(boundInput)
    .use(returnStoreProblem(needs.damaged))
    .router({
      console: consoleHandlers(os, needs),
      outbox: outboxHandlers(os, needs),
      secrets: secretHandlers(os, needs),
      settings: settingsHandlers(os, needs),
      spending: spendingHandlers(os, needs),
      page: pageHandlers(os, needs),
      tunnel: tunnelHandlers(os, needs),
      prices: priceHandlers(os, needs),
      accounts: accountHandlers(os, needs),
      messages: messageHandlers(os, needs),
      compose: composingHandlers(os, needs),
      backups: backupsHandlers(os, needs),
      runs: runHandlers(os, needs),
      sandbox: sandboxHandlers(os, needs),
      doctor: doctorHandlers(os, needs),
      journal: journalHandlers(os, needs),
      reports: callbackHandlers(os, needs),
      inbound: inboundHandlers(os, needs),
      doNotSend: doNotSendHandlers(os, needs),
      consent: consentHandlers(os, needs),
      subscriptions: subscriptionHandlers(os, needs),
      quietHours: quietHoursHandlers(os, needs),
      privacy: privacyHandlers(os, needs),
    });
}

export type ContractRouter = ReturnType<typeof createContractRouter>;
