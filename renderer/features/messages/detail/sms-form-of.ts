import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import type { SmsForm } from '../../../../shared/messaging/sms-length.ts';

/** Returns the header and the autoconvert of the message's SMS; {} if there are none. */
export function smsFormOf({ chain }: Pick<MessageDetail, 'chain'>): SmsForm {
  const { autoconvert, udh } = chain.steps.find((step) => step.channel === 'sms') ?? {};
  return { ...(autoconvert === undefined ? {} : { autoconvert }), ...(udh === undefined ? {} : { udh }) };
}
