/** A list whose items are put in order, by buttons or by dragging a grip with any kind of pointer. */
import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type PointerEvent, useId, useState } from 'react';
import { flushSync } from 'react-dom';

type Drag = { readonly key: string; readonly to: number };

export type Reorder = {
  readonly count: number;
  /** One place up or down; the focus goes with the item, to the button that moves it on. */
  readonly moveBy: (index: number, by: -1 | 1) => void;
  /** For a screen reader, once an item has been moved; '' until then. */
  readonly announcement: string;
  /** Of the element of an item. `data-drag` says how it looks while one is dragged. */
  readonly itemProps: (key: string) => {
    readonly 'data-reorder': string;
    readonly 'data-drag': 'moving' | 'before' | 'after' | undefined;
  };
  readonly gripProps: (key: string) => {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: () => void;
    readonly onPointerCancel: () => void;
  };
  readonly buttonProps: (index: number, by: -1 | 1) => { readonly 'data-move': string };
};

/** The list with one item at another place. */
export function movedTo<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const item = list[from];
  return item === undefined ? list : list.toSpliced(from, 1).toSpliced(to, 0, item);
}

type ReorderOptions = {
  /** What each item is known by, in their order. */
  readonly keys: readonly string[];
  readonly onMove: (from: number, to: number) => void;
  readonly announce?: (from: number, to: number) => string;
};

export function useReorder({ keys, onMove, announce }: ReorderOptions): Reorder {
  const id = useId();
  const [drag, setDrag] = useState<Drag | null>(null);
  const [announcement, setAnnouncement] = useState('');
  const from = drag === null ? -1 : keys.indexOf(drag.key);

  /** The place among the others that a pointer at this height means. */
  function placeAt(key: string, y: number): number {
    const others = keys.filter((other) => other !== key);
    return others.filter((other) => {
      const box = document.querySelector(`[data-reorder="${CSS.escape(`${id} ${other}`)}"]`);
      const { top, height } = box?.getBoundingClientRect() ?? { top: Number.POSITIVE_INFINITY, height: 0 };
      return y > top + height / 2;
    }).length;
  }

  function drop() {
    if (drag !== null && from >= 0 && drag.to !== from) onMove(from, drag.to);
    setDrag(null);
  }

  return {
    count: keys.length,
    announcement,
    moveBy(index, by) {
      const to = index + by;
      if (to < 0 || to >= keys.length) return;
      flushSync(() => {
        onMove(index, to);
        if (announce) setAnnouncement(announce(index, to));
      });
      focusMover(id, to, by);
    },
    itemProps: (key) => ({ 'data-reorder': `${id} ${key}`, 'data-drag': lookOf(key, keys.indexOf(key)) }),
    gripProps: (key) => ({
      onPointerDown(event) {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        event.preventDefault();
        setDrag({ key, to: keys.indexOf(key) });
      },
      onPointerMove(event) {
        if (drag?.key === key) setDrag({ key, to: placeAt(key, event.clientY) });
      },
      onPointerUp: drop,
      onPointerCancel: () => setDrag(null),
    }),
    buttonProps: (index, by) => ({ 'data-move': `${id} ${index} ${by}` }),
  };

  function lookOf(key: string, index: number): 'moving' | 'before' | 'after' | undefined {
    if (drag === null) return undefined;
    if (drag.key === key) return 'moving';
    if (index !== drag.to) return undefined;
    return drag.to < from ? 'before' : 'after';
  }
}

/** To the button that moves the item on in the same direction, or else back. */
function focusMover(id: string, index: number, by: -1 | 1): void {
  const find = (way: -1 | 1) =>
    document.querySelector<HTMLElement>(
      `[data-move="${CSS.escape(`${id} ${index} ${way}`)}"]:not(:disabled)`,
    );
  (find(by) ?? find(by === 1 ? -1 : 1))?.focus();
}

type MoveButtonsProps = {
  reorder: Reorder;
  index: number;
  upLabel: string;
  downLabel: string;
  size?: number;
};

/** Moves an item up and down. */
export function MoveButtons({ reorder, index, upLabel, downLabel, size = 24 }: MoveButtonsProps) {
  const button = (by: -1 | 1, label: string, Icon: typeof IconArrowUp) => (
    <ActionIcon
      size={size}
      aria-label={label}
      title={label}
      disabled={index + by < 0 || index + by >= reorder.count}
      onClick={() => reorder.moveBy(index, by)}
      {...reorder.buttonProps(index, by)}
    >
      <Icon size={14} stroke={1.6} aria-hidden />
    </ActionIcon>
  );
  return (
    <>
      {button(-1, upLabel, IconArrowUp)}
      {button(1, downLabel, IconArrowDown)}
    </>
  );
}
