import type { Settings } from '../../../../shared/contract/settings.ts';
import { namedPurpose } from '../../../../shared/messaging/check-purposes.ts';
import { parsePhone } from '../../../../shared/messaging/phone.ts';
import { fail, ok } from '../../../../shared/messaging/problem.ts';
import { spanFrom } from '../../../../shared/messaging/quiet-calendar.ts';
import { kindOf, type QuietRule, quietRules } from '../../../../shared/messaging/quiet-rules.ts';
import type { ContractImplementer } from '../../contract-os.ts';
import type { QuietJudge } from './quiet-judge.ts';

const viewRule = (rule: QuietRule) => ({ ...rule, week: [...rule.week] });

/** Returns the handlers for quiet hours. */
export function quietHoursHandlers(
  os: ContractImplementer,
  needs: { readonly quiet: QuietJudge; readonly settings: () => Settings; readonly now: () => number },
) {
  return {
    rules: os.quietHours.rules.handler(() => quietRules.map(viewRule)),
    check: os.quietHours.check.handler(async ({ input }) => {
      const { defaultCountry, purposes } = needs.settings();
      const phone = parsePhone(input.number, defaultCountry ?? undefined);
      if (!phone.ok) return fail({ ...phone.problem, field: 'number' });
      const found = namedPurpose(purposes, input.purpose ?? '');
      if (!found.ok) return found;
      const purpose = found.value;
      const { e164, country } = phone.value;
      const at = input.at ?? needs.now();
      const asked = { number: e164, country, purpose: purpose.name, at };
      if (!purpose.quietHours)
        return ok({ ...asked, quiet: false, sentAt: at, quietFrom: null, zones: [], rules: [] });
      const { clocks, allowedOn, rules } = await needs.quiet.hoursOf(phone.value, kindOf(purpose), at);
      const { quiet, to } = spanFrom(at, clocks, allowedOn);
      return ok({
        ...{ ...asked, quiet, sentAt: quiet ? to : at, zones: clocks.map(({ zone }) => zone) },
        quietFrom: quiet ? spanFrom(to, clocks, allowedOn).to : to,
        rules: rules.map(viewRule),
      });
    }),
  };
}
