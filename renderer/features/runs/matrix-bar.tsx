/** Which cells the matrix shows, and which of its pages. */
import { ActionIcon, NativeSelect } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { RunCell } from '../../../shared/contract/runs.ts';
import { handsetOf, isContradicted } from './handset.ts';
import { useRunsLanguage } from './language.ts';
import classes from './runs.module.css';

const shows = ['all', 'failed', 'open', 'handset'] as const;
export type Shown = (typeof shows)[number];

export function isShown(cell: RunCell, shown: Shown, asked: boolean): boolean {
  switch (shown) {
    case 'all':
      return true;
    case 'failed':
      return cell.result?.verdict === 'failed';
    case 'open':
      return cell.result === null || cell.result.verdict === 'open';
    case 'handset':
      return handsetOf(cell, asked) === 'waiting' || isContradicted(cell);
  }
}

export function MatrixPages({
  page,
  pages,
  onGo,
}: {
  page: number;
  pages: number;
  onGo: (page: number) => void;
}) {
  const texts = useRunsLanguage().words.runs.pages;
  return (
    <nav className={classes.pages} aria-label={texts.title}>
      <ActionIcon
        variant="subtle"
        aria-label={texts.before}
        disabled={page === 0}
        onClick={() => onGo(page - 1)}
      >
        <IconChevronLeft size={16} aria-hidden />
      </ActionIcon>
      <span className="tnum" aria-live="polite">
        {texts.at(page + 1, pages)}
      </span>
      <ActionIcon
        variant="subtle"
        aria-label={texts.after}
        disabled={page === pages - 1}
        onClick={() => onGo(page + 1)}
      >
        <IconChevronRight size={16} aria-hidden />
      </ActionIcon>
    </nav>
  );
}

type ShownSelectProps = { shown: Shown; asked: boolean; onChange: (shown: Shown) => void };

export function ShownSelect({ shown, asked, onChange }: ShownSelectProps) {
  const texts = useRunsLanguage().words.runs.show;
  return (
    <NativeSelect
      label={texts.title}
      value={shown}
      data={shows
        .filter((one) => one !== 'handset' || asked)
        .map((value) => ({ value, label: texts[value] }))}
      onChange={(event) => {
        const next = shows.find((one) => one === event.currentTarget.value);
        onChange(next ?? shown);
      }}
    />
  );
}
