import { useMemo, useState } from 'react';
import type { Run } from '../../../shared/contract/runs.ts';
import { useRunsLanguage } from './language.ts';
import { isShown, MatrixPages, type Shown, ShownSelect } from './matrix-bar.tsx';
import { chainFigures, MatrixFoot } from './matrix-foot.tsx';
import { indexMatrix } from './matrix-index.ts';
import { OperatorRows } from './matrix-rows.tsx';
import classes from './runs.module.css';
import { useMatrixWalking } from './use-matrix-walking.ts';

type MatrixProps = {
  run: Run;
  before: Run | null;
  chosen: number | null;
  onChoose: (position: number) => void;
};

/** Each number (by operator) and each chain, with rounds beside each other and the totals below. */
export function RunMatrix({ run, before, chosen, onChoose }: MatrixProps) {
  const texts = useRunsLanguage().words.runs;
  const asked = run.confirm !== null;
  const [shown, setShown] = useState<Shown>('all');
  const [page, setPage] = useState(0);
  const { list } = run;
  const chains = useMemo(() => [...new Set(list.map(({ chain }) => chain))], [list]);
  const figures = useMemo(() => chainFigures(list, chains), [list, chains]);
  const old = useMemo(() => (before === null ? null : chainFigures(before.list, chains)), [before, chains]);
  const index = useMemo(
    () => indexMatrix(shown === 'all' ? list : list.filter((cell) => isShown(cell, shown, asked)), chains),
    [list, chains, shown, asked],
  );
  const mixed = useMemo(() => figures.map((one) => one.mixed), [figures]);
  const at = Math.min(page, index.pages.length - 1);
  const [from, to] = index.pages[at] ?? [0, 0];
  const drawn = index.rows.slice(from, to);
  const operators = [...new Set(drawn.map(({ operator }) => operator))];
  const { table, walk } = useMatrixWalking(index, at, chosen, setPage);
  const isBig = shown !== 'all' || index.pages.length > 1;
  return (
    <div className={classes.matrix}>
      {isBig && (
        <div className={classes.matrixBar}>
          <ShownSelect
            shown={shown}
            asked={asked}
            onChange={(next) => {
              setShown(next);
              setPage(0);
            }}
          />
          {index.pages.length > 1 && <MatrixPages page={at} pages={index.pages.length} onGo={setPage} />}
          {index.rows.length === 0 && <span role="status">{texts.show.none}</span>}
        </div>
      )}
      <table ref={table} aria-label={texts.matrix} onKeyDown={walk}>
        <thead>
          <tr>
            <th scope="col">{texts.number}</th>
            {chains.map((chain) => (
              <th key={chain} scope="col" className={classes.chainName}>
                {chain}
              </th>
            ))}
          </tr>
        </thead>
        {operators.map((operator) => (
          <OperatorRows
            key={operator}
            operator={operator}
            rows={drawn.filter((row) => row.operator === operator)}
            columns={chains.length + 1}
            mixed={mixed}
            asked={asked}
            chosen={chosen}
            onChoose={onChoose}
          />
        ))}
        <MatrixFoot figures={figures} old={old} />
      </table>
    </div>
  );
}
