import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import type { SmsForm } from '../../../../shared/messaging/sms-length.ts';

/** The header and the autoconvert that the SMS of a message went out with; {}: neither, or there is none. */
export function smsFormOf({ chain }: Pick<MessageDetail, 'chain'>): SmsForm {
  const { autoconvert, udh } = chain.steps.find((step) => step.channel === 'sms') ?? {};
  return { ...(autoconvert === undefined ? {} : { autoconvert }), ...(udh === undefined ? {} : { udh }) };
}
