import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../language.tsx';
import classes from './question-dialog.module.css';
import { useFocusBack } from './use-focus-back.ts';

/** Asked before something is done that a person may not mean; to leave it is what Enter does at first. */
export function QuestionDialog({
  title,
  go,
  disabled = false,
  onGo,
  onClose,
  children,
}: {
  title: string;
  /** What the button says that does it. */
  go: string;
  disabled?: boolean;
  onGo: () => void;
  onClose: () => void;
  /** Paragraphs. */
  children: ReactNode;
}) {
  useFocusBack();
  const words = useWords().common;
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': words.close }}>
      {children}
      <div className={classes.foot}>
        <Button variant="default" data-autofocus onClick={onClose}>
          {words.cancel}
        </Button>
        <Button disabled={disabled} onClick={onGo}>
          {go}
        </Button>
      </div>
    </Modal>
  );
}
