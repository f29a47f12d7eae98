import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../language.tsx';
import classes from './question-dialog.module.css';
import { useFocusBack } from './use-focus-back.ts';

/** Asks before an action that the user may not intend; cancelling has the initial focus. */
export function QuestionDialog({
  title,
  go,
  disabled = false,
  onGo,
  onClose,
  children,
}: {
  title: string;
  /** The label of the button that runs the action. */
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
