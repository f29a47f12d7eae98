import { Button, Modal } from '@mantine/core';
import { useWords } from '../app/language.tsx';
import { useFocusBack } from '../ui/use-focus-back.ts';
import classes from './runs.module.css';

export function ConfirmStop({ onStop, onClose }: { onStop: () => void; onClose: () => void }) {
  useFocusBack();
  const words = useWords();
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.runs.stopTitle}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <p>{words.runs.stopText}</p>
      <div className={classes.dialogFoot}>
        <Button variant="default" data-autofocus onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button onClick={onStop}>{words.runs.stop}</Button>
      </div>
    </Modal>
  );
}
