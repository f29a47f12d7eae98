import { useActions } from '../../../lib/deck.tsx';
import { useLanguage } from '../../../lib/language.tsx';
import { BulkDialog } from './bulk-dialog.tsx';

export function CancelManyDialog({ ids, onClose }: { ids: readonly string[]; onClose: () => void }) {
  const { words, format } = useLanguage();
  const texts = words.messages.bulk;
  const { messages } = useActions();
  return (
    <BulkDialog
      title={texts.cancelTitle(ids.length, format.number(ids.length))}
      ways={[{ word: texts.cancelDo, act: () => messages.cancelMany(ids) }]}
      done={texts.cancelledDone}
      onClose={onClose}
    >
      <p>{texts.cancelText}</p>
    </BulkDialog>
  );
}
