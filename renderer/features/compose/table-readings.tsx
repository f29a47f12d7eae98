/** How rows with numbers without "+" were read, and the question for ambiguous ones. */
import { Radio } from '@mantine/core';
import { useDeck } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import classes from './drafts.module.css';
import type { TableChoice, TablePeople } from './table-people.ts';

type TableReadingsProps = Pick<TablePeople, 'home' | 'asked'> & {
  choice: TableChoice;
  onChoose: (choice: TableChoice) => void;
};

export function TableReadings({ home, asked, choice, onChoose }: TableReadingsProps) {
  const { words, format } = useLanguage();
  const code = useDeck((state) => state.console.settings?.defaultCountry ?? null);
  const country = code === null ? '' : format.country(code);
  const texts = words.compose;
  return (
    <>
      {home !== null && (
        <p className={`${classes.hint} tnum`}>
          {words.drafts.readAtHome(home.count, texts.cameOf(home.written, home.number), country)}
        </p>
      )}
      {asked.count > 0 && (
        <Radio.Group
          className={`${classes.readings} tnum`}
          label={texts.howRead(asked.count)}
          value={choice.numbers}
          onChange={(value) =>
            onChoose({ ...choice, numbers: value === 'national' ? 'national' : 'international' })
          }
        >
          {(['international', 'national'] as const).map((as) => {
            const way = asked[as];
            if (way === null) return null;
            const example = texts.cameOf(way.written, way.number);
            return <Radio key={as} value={as} label={texts.readAs[as](way.count, example, country)} />;
          })}
        </Radio.Group>
      )}
    </>
  );
}
