/** Parts of the window that are loaded when they are first shown. */
import { Button } from '@mantine/core';
import { type ComponentType, createElement, lazy, useEffect } from 'react';
import { useWords } from '../language.tsx';
import { showNotice } from './show-notice.ts';

const noticeId = 'not-loaded';

function NotLoadedText() {
  const { notLoaded, crash } = useWords().problems;
  return (
    <>
      {notLoaded}{' '}
      <Button variant="default" size="compact-xs" onClick={() => window.location.reload()}>
        {crash.reload}
      </Button>
    </>
  );
}

type NotLoadedProps = {
  /** false: the part was loaded in advance, and is not shown yet. */
  opened: boolean;
  onClose: (() => void) | null;
  onGone: () => void;
};

/** Stands for a part that was not loaded: a dialog is closed and a notice shown, others show the text in place. */
function NotLoaded({ opened, onClose, onGone }: NotLoadedProps) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the part is opened and when it is gone
  useEffect(() => {
    if (opened && onClose !== null) {
      showNotice({ id: noticeId, color: 'bad', autoClose: false, message: <NotLoadedText /> });
      onGone();
      onClose();
    }
    return onGone;
  }, [opened]);
  if (!opened || onClose !== null) return null;
  return (
    <p role="alert" style={{ margin: 0, padding: 8 }}>
      <NotLoadedText />
    </p>
  );
}

/** Returns whether the part is shown; a part without this property always is. */
function isOpened({ opened }: { opened?: unknown }): boolean {
  return opened !== false;
}

/** Returns the function that closes the part, of those that the part was given. */
function closingOf(props: object): (() => void) | null {
  const { onClose, onDone }: { onClose?: unknown; onDone?: unknown } = props;
  const close = onClose ?? onDone;
  return typeof close === 'function' ? () => close() : null;
}

/**
 * Returns a component that is loaded when it is first shown. If that fails (the console was updated or is not
 * reachable), only this part is missing, and it is loaded again when it is shown again.
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const begin = () =>
    lazy(async () => {
      try {
        return { default: await load() };
      } catch {
        const again = () => {
          part = begin();
        };
        return {
          default: (props: P) => (
            <NotLoaded opened={isOpened(props)} onClose={closingOf(props)} onGone={again} />
          ),
        };
      }
    });
  let part = begin();
  return (props) => createElement(part, props);
}
