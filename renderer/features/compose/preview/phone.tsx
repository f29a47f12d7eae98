/** A step as it looks on the phone in the channel's app, rendered from what would be sent. */

import type { ReactNode } from 'react';
import { isBlankText } from '../../../../shared/messaging/blank.ts';
import { tidySender } from '../../../../shared/messaging/compose.ts';
import type { Channel } from '../../../../shared/messaging/types.ts';
import { useWords } from '../../../lib/language.tsx';
import type { StepDraft } from '../draft.ts';
import type { JsonObject } from '../forms/json-tree.ts';
import { drawnOf, textAt } from './links-of.ts';
import { Bubble, Linked, Nothing } from './parts.tsx';
import classes from './preview.module.css';
import { RcsPreview } from './rcs-preview.tsx';
import { TelegramPreview } from './telegram-preview.tsx';
import { ViberPreview } from './viber-preview.tsx';
import { WhatsappPreview } from './whatsapp-preview.tsx';

function SmsPreview({ json }: { json: JsonObject }) {
  const text = textAt(json, 'text');
  if (isBlankText(text)) return <Nothing />;
  return (
    <Bubble>
      <p className={classes.text} dir="auto">
        <Linked text={text} />
      </p>
    </Bubble>
  );
}

const previews: Readonly<Record<Channel, (props: { json: JsonObject }) => ReactNode>> = {
  sms: SmsPreview,
  viber: ViberPreview,
  whatsapp: WhatsappPreview,
  rcs: RcsPreview,
  telegram: TelegramPreview,
};

export function Phone({ step, chosen }: { step: StepDraft; chosen: boolean }) {
  const words = useWords();
  const sender = tidySender(step.sender) === '' ? words.compose.yourSender : tidySender(step.sender);
  const Preview = previews[step.channel];
  return (
    <div className={`${classes.phone} ${classes[step.channel] ?? ''}`} data-chosen={chosen}>
      <div className={classes.head}>
        <span className={classes.avatar} aria-hidden>
          {[...sender][0]?.toUpperCase()}
        </span>
        <strong className="cut">{sender}</strong>
      </div>
      <div className={classes.body}>
        <Preview json={drawnOf(step)} />
      </div>
    </div>
  );
}
