/** The list, which renders only visible rows. */
import { type CSSProperties, useMemo, useRef } from 'react';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import { useMinutes } from '../../lib/now.ts';
import { useScreenAction } from '../../lib/use-action.ts';
import { chooseRange, walkMessages } from './actions.ts';
import { listElementId, rowElementId } from './element-ids.ts';
import { createLister, type ListItem } from './list-items.ts';
import { MessageRowLine } from './message-row-line.tsx';
import classes from './messages.module.css';
import { numberWidth } from './number-width.ts';
import { goesOutAt } from './row-order.ts';
import { useListKeys } from './use-list-keys.ts';
import { useVirtualRows } from './use-virtual-rows.ts';
import { isSchedule } from './view.ts';

const margin = 4;

/** The rows with day headers; sorted by cost, days are mixed, so there are none. */
function useItems(): readonly ListItem[] {
  const { format } = useLanguage();
  const ids = useDeck((state) => state.messages.ids);
  const rows = useDeck((state) => state.messages.rows);
  const sort = useDeck((state) => state.messages.view.sort);
  const schedule = useDeck((state) => isSchedule(state.messages.view));
  const list = useMemo(
    () => createLister(format.startOfDay, schedule ? goesOutAt : undefined),
    [format, schedule],
  );
  const byCost = sort === 'cost-high' || sort === 'cost-low';
  return useMemo(
    () => (byCost ? ids.map((id) => ({ kind: 'row', id })) : list(ids, rows)),
    [byCost, list, ids, rows],
  );
}

/** Returns the day of the first visible row, once its own header is scrolled away; null otherwise. */
function dayAbove(
  items: readonly ListItem[],
  shown: readonly { index: number; start: number; end: number }[],
  offset: number,
): number | null {
  const first = shown.find(({ end }) => end > offset);
  if (first === undefined || offset <= 0) return null;
  const index = items.findLastIndex((item, at) => at <= first.index && item.kind === 'day');
  const item = items[index];
  if (item?.kind !== 'day' || (index === first.index && first.start >= offset)) return null;
  return item.startAt;
}

export function MessageList({ selected }: { selected: string | null }) {
  const { words, format } = useLanguage();
  const { frame, messages } = useActions();
  const ids = useDeck((state) => state.messages.ids);
  const rows = useDeck((state) => state.messages.rows);
  const sort = useDeck((state) => state.messages.view.sort);
  const chosen = useDeck((state) => state.messages.chosen);
  const schedule = useDeck((state) => isSchedule(state.messages.view));
  const dated = sort === 'cost-high' || sort === 'cost-low';
  const compact = useDeck((state) => state.console.settings?.density === 'compact');
  const now = useMinutes();
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = compact ? 28 : 36;
  const items = useItems();
  const { virtual, shown } = useVirtualRows(scroller, items, rowHeight);

  const press = useListKeys(selected, (id) => {
    const index = items.findIndex((item) => item.kind === 'row' && item.id === id);
    if (index >= 0) virtual.scrollToIndex(index === 1 ? 0 : index, { align: 'auto' });
  });
  const fromAnywhere = (event: KeyboardEvent | null) => {
    scroller.current?.focus();
    if (event) press(event);
  };
  useScreenAction(walkMessages, fromAnywhere);
  useScreenAction(chooseRange, fromAnywhere);

  const day = dayAbove(items, shown, (virtual.scrollOffset ?? 0) - margin);
  const active = selected !== null && shown.some((item) => item.key === selected);
  const widths: CSSProperties & Record<'--number-width', string> = {
    '--number-width': `${useMemo(() => numberWidth(ids, rows), [ids, rows])}px`,
  };
  return (
    <div
      ref={scroller}
      id={listElementId}
      className={classes.list}
      role="listbox"
      tabIndex={0}
      aria-label={words.messages.list}
      aria-multiselectable
      aria-activedescendant={active ? rowElementId(selected) : undefined}
      data-choosing={chosen.size > 0}
      data-dated={dated}
      style={widths}
      onKeyDown={(event) => press(event.nativeEvent)}
    >
      {day !== null && (
        <div className={classes.dayAbove} aria-hidden>
          <span>{format.day(day, now)}</span>
        </div>
      )}
      <div className={classes.whole} style={{ height: virtual.getTotalSize() + margin }} role="presentation">
        {shown.map((place) => {
          const item = items[place.index];
          if (!item) return null;
          const style = { transform: `translateY(${place.start}px)`, height: place.size };
          if (item.kind === 'day') {
            return (
              /* While another list is loaded, its rows may be in several parts of one day. */
              <div
                key={`day ${place.index} ${item.startAt}`}
                className={classes.day}
                style={style}
                role="presentation"
              >
                {format.day(item.startAt, now)}
              </div>
            );
          }
          return (
            <MessageRowLine
              /* Identified by the message: a row that changed under the pointer would open the wrong one. */
              key={item.id}
              id={item.id}
              style={style}
              current={item.id === selected}
              chosen={chosen.has(item.id)}
              choosing={chosen.size > 0}
              dated={dated}
              schedule={schedule}
              onPick={(event) => {
                if (event.shiftKey) messages.chooseTo(item.id);
                else if (event.ctrlKey || event.metaKey) messages.choose(item.id);
                else frame.goInPlace({ screen: 'messages', id: item.id });
              }}
              onChoose={() => messages.choose(item.id)}
            />
          );
        })}
      </div>
    </div>
  );
}
