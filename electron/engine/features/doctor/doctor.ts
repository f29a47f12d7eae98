/**
 * Runs everything that the features check of what sending and receiving reports depend on, and says what to do about
 * each problem. Sends no message. The result may be shared: it contains no credentials, numbers or texts.
 */

import { release, type } from 'node:os';
import { type Check, checkNames, type Doctor } from '../../../../shared/contract/doctor.ts';
import { errorMessage } from '../../../../shared/error-message.ts';
import { doctorPhrase } from '../../../../shared/phrases.ts';
import { doctorProblem } from '../../../../shared/problems/doctor.ts';
import type { DeclaredChecks, Finding, RunCheck } from '../../doctor-check.ts';
import { type AccountNeeds, accountChecks } from '../accounts/index.ts';
import { type BlacklistNeeds, blacklistChecks } from '../consent/index.ts';
import { type InboundNeeds, inboundChecks } from '../inbound/index.ts';
import { type ReportNeeds, reportChecks } from '../reports/index.ts';
import { type EngineNeeds, engineChecks } from './engine-checks.ts';

type Needs = EngineNeeds & AccountNeeds & ReportNeeds & InboundNeeds & BlacklistNeeds;

/** This check keeps a reader busy, so it runs after all others. */
const lastCheck: Check['name'] = 'database';

/** Runs all checks. @param accountId null means the current account */
export async function examine(needs: Needs, accountId: string | null): Promise<Doctor> {
  const { registry } = needs;
  const at = needs.now();
  const account = registry.active().find(({ id }) => id === (accountId ?? registry.currentId())) ?? null;
  const declared = composeChecks([
    engineChecks(needs),
    accountChecks(needs, account),
    reportChecks(needs, account),
    inboundChecks(needs),
    blacklistChecks(needs),
  ]);
  const isLast = ({ name }: { readonly name: Check['name'] }) => name === lastCheck;
  const checks = await Promise.all(declared.filter((check) => !isLast(check)).map(timed));
  for (const check of declared.filter(isLast)) checks.push(await timed(check));
  return {
    at,
    version: needs.about.version,
    system: `${type()} ${release()}, Node ${process.versions.node}`,
    checks,
  };
}

type NamedCheck = { readonly name: Check['name']; readonly run: RunCheck };

/**
 * Returns the checks of all features in the order of the contract.
 * @throws TypeError if no feature or several declare a check
 */
export function composeChecks(declared: readonly DeclaredChecks[]): readonly NamedCheck[] {
  return checkNames.map((name) => {
    const [run, ...others] = declared.map((checks) => checks[name]).filter((one) => one !== undefined);
    if (run === undefined || others.length > 0) {
      throw new TypeError(`Exactly one feature must declare the check "${name}".`);
    }
    return { name, run };
  });
}

async function timed({ name, run }: NamedCheck): Promise<Check> {
  const began = performance.now();
  let found: Finding;
  try {
    found = await run();
  } catch (error) {
    // A check that throws must not prevent the others.
    const reason = errorMessage(error);
    found = {
      state: 'failed',
      found: doctorPhrase('not-checked'),
      problem: doctorProblem('doctor-check', { reason }),
    };
  }
  return { name, ...found, tookMs: Math.round(performance.now() - began) };
}
