import { Button, Modal } from '@mantine/core';
import { useWords } from '../app/language.tsx';
import { useFocusBack } from '../ui/use-focus-back.ts';
import classes from './sandbox.module.css';

export function ReplaceDialog({
  name,
  onReplace,
  onClose,
}: {
  name: string;
  onReplace: () => void;
  onClose: () => void;
}) {
  useFocusBack();
  const words = useWords();
  const texts = words.sandbox.scenarios;
  return (
    <Modal
      opened
      onClose={onClose}
      title={texts.replaceTitle(name)}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <p>{texts.replaceText}</p>
      <div className={classes.dialogFoot}>
        <Button variant="default" data-autofocus onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button onClick={onReplace}>{texts.replace}</Button>
      </div>
    </Modal>
  );
}
