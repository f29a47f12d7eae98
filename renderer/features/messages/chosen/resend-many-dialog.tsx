import { useState } from 'react';
import type { MessageRow } from '../../../../shared/contract/messages.ts';
import { useActions } from '../../../lib/deck.tsx';
import { useLanguage } from '../../../lib/language.tsx';
import { Notice } from '../../../lib/ui/problem-notice.tsx';
import { BeforeResend } from '../resend/before-resend.tsx';
import { useResending } from '../resend/use-resending.ts';
import { BulkDialog, type BulkWay } from './bulk-dialog.tsx';
import classes from './chosen.module.css';
import { mayComeTwice } from './may-come-twice.ts';

/** Shows how many people may receive the message twice, and can leave them out. */
export function ResendManyDialog({
  rows: all,
  onClose,
}: {
  rows: readonly MessageRow[];
  onClose: () => void;
}) {
  const { words, format } = useLanguage();
  const texts = words.messages.bulk;
  const { messages } = useActions();
  /* One key per choice, kept while the dialog is open, so that a retry after a lost connection sends once. */
  const [keys] = useState(() => ({ all: crypto.randomUUID(), safe: crypto.randomUUID() }));
  const resending = useResending(all.map((row) => row.id));
  /* Recipients on the do-not-send list are not counted, but named below. */
  const rows = all.filter((row) => !resending.listed.has(row.id));
  const risky = rows.filter(mayComeTwice);
  const people = new Set(risky.map((row) => row.to)).size;
  const safe = rows.filter((row) => !mayComeTwice(row)).map((row) => row.id);
  const ids = rows.map((row) => row.id);
  const wayOf = (
    some: readonly string[],
    evenIfTwice: boolean,
    key: string,
  ): Pick<BulkWay, 'act' | 'disabled'> => ({
    disabled: !resending.known || resending.going(some).length === 0,
    act: () => messages.resendMany(resending.going(some), evenIfTwice, key, resending.more(some)),
  });
  const everyone: BulkWay = {
    word: people > 0 ? texts.resendAnyway : texts.resendAll,
    tone: people > 0 ? 'default' : 'filled',
    ...wayOf(ids, people > 0, keys.all),
  };
  const onlySafe: BulkWay = {
    word: texts.resendSafe(safe.length, format.number(safe.length)),
    ...wayOf(safe, false, keys.safe),
  };
  return (
    <BulkDialog
      title={texts.resendTitle(rows.length, format.number(rows.length))}
      ways={people > 0 && safe.length > 0 ? [everyone, onlySafe] : [everyone]}
      size="lg"
      done={texts.resentDone}
      onClose={onClose}
    >
      <p>{texts.resendText}</p>
      {people > 0 && (
        <div className={classes.problem}>
          <Notice tone="warn" role="alert" title={texts.twice(people, format.number(people))}>
            <p>{texts.twiceWhy}</p>
          </Notice>
        </div>
      )}
      <BeforeResend resending={resending} />
    </BulkDialog>
  );
}
