import type { MessageDetail } from '../../../shared/contract/schemas.ts';
import { useLanguage } from '../../app/language.tsx';
import { useMinutes } from '../../app/now.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Grow } from '../../ui/pane.tsx';
import classes from './detail.module.css';

export function DetailFoot({ message }: { message: MessageDetail }) {
  const { words, format } = useLanguage();
  const texts = words.messages.detail;
  const now = useMinutes();
  return (
    <footer className={classes.foot}>
      {message.omnimessageId === null ? (
        <span>{texts.noOmnimessage}</span>
      ) : (
        <>
          <span className={classes.footLabel}>{texts.omnimessage}</span>
          <span className="mono cut">{message.omnimessageId}</span>
          <CopyButton value={message.omnimessageId} label={texts.copyOmnimessage} />
        </>
      )}
      <Grow />
      {message.nextPollAt !== null && message.nextPollAt > now && (
        <span className={classes.nextAsk}>{texts.nextAsk(format.when(message.nextPollAt, now))}</span>
      )}
    </footer>
  );
}
