import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import { useLanguage } from '../../../lib/language.tsx';
import { CopyButton } from '../../../lib/ui/copy-button.tsx';
import classes from './detail.module.css';

export function DetailFoot({ message }: { message: MessageDetail }) {
  const { words } = useLanguage();
  const texts = words.messages.detail;
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
    </footer>
  );
}
