import { Button, Modal } from '@mantine/core';
import { useLanguage } from '../app/language.tsx';
import { useFocusBack } from '../ui/use-focus-back.ts';
import classes from './runs.module.css';

/** Said before a plan's text becomes a form that can't hold all of it. */
export function BeginFormDialog({
  why,
  onClose,
  onGo,
}: {
  why: 'comments' | 'more';
  onClose: () => void;
  onGo: () => void;
}) {
  useFocusBack();
  const { words } = useLanguage();
  const texts = words.planForm[why];
  return (
    <Modal
      opened
      onClose={onClose}
      title={texts.title}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <p>{texts.text}</p>
      <div className={classes.dialogFoot}>
        <Button variant="default" data-autofocus onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button onClick={onGo}>{texts.go}</Button>
      </div>
    </Modal>
  );
}
