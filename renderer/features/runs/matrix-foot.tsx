/** The results of each chain, under the matrix. */
import type { RunCell } from '../../../shared/contract/runs.ts';
import { quantile } from '../../../shared/plans/statistics.ts';
import { useDeck } from '../../lib/deck.tsx';
import { useRunsLanguage } from './language.ts';
import classes from './runs.module.css';

/** The results of each chain; "–" if nothing arrived. */
export function chainFigures(cells: readonly RunCell[], chains: readonly string[]) {
  const by = new Map(chains.map((chain) => [chain, [] as RunCell[]]));
  for (const cell of cells) by.get(cell.chain)?.push(cell);
  return chains.map((chain) => {
    const own = by.get(chain) ?? [];
    const sample = own.flatMap(({ result }) => result?.reachedAfterMs ?? []);
    return {
      chain,
      cells: own.length,
      passed: own.filter(({ result }) => result?.verdict === 'passed').length,
      half: quantile(sample, 0.5),
      most: quantile(sample, 0.95),
      mixed: new Set(own.flatMap(({ result }) => result?.deliveredBy ?? [])).size > 1,
    };
  });
}

type Figures = ReturnType<typeof chainFigures>;

export function MatrixFoot({ figures, old }: { figures: Figures; old: Figures | null }) {
  const { words, format } = useRunsLanguage();
  const texts = words.runs;
  const otherName = useDeck((state) =>
    state.runs.comparing === null ? texts.fast.before : texts.fast.other,
  );
  const length = (ms: number | null) => (ms === null ? '–' : format.length(ms));
  return (
    <tfoot>
      <tr>
        <th scope="row">{texts.figures.passed}</th>
        {figures.map(({ chain, passed, cells }) => (
          <td key={chain} className="tnum">
            {texts.passedOf(passed, cells)}
          </td>
        ))}
      </tr>
      <tr>
        <th scope="row">{texts.half}</th>
        {figures.map(({ chain, half }) => (
          <td key={chain} className="tnum">
            {length(half)}
          </td>
        ))}
      </tr>
      <tr>
        <th scope="row">{texts.mostOf}</th>
        {figures.map(({ chain, most }) => (
          <td key={chain} className="tnum">
            {length(most)}
          </td>
        ))}
      </tr>
      {old !== null && (
        <tr className={classes.faint}>
          <th scope="row">
            {texts.half}, {otherName.toLocaleLowerCase(words.locale)}
          </th>
          {old.map(({ chain, half }) => (
            <td key={chain} className="tnum">
              {length(half)}
            </td>
          ))}
        </tr>
      )}
    </tfoot>
  );
}
