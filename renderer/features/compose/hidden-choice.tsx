import { Checkbox } from '@mantine/core';
import { useFilesLanguage } from '../../lib/files-language.ts';
import { Notice } from '../../lib/ui/problem-notice.tsx';
import type { HiddenCounts } from './open-table.ts';

type HiddenChoiceProps = {
  hidden: HiddenCounts;
  withHidden: boolean;
  onChoose: (withHidden: boolean) => void;
};

/** Says what the workbook hides, and lets the user read hidden rows and columns too. */
export function HiddenChoice({ hidden, withHidden, onChoose }: HiddenChoiceProps) {
  const { words, format } = useFilesLanguage();
  const texts = words.files;
  const { sheet, rows, columns } = hidden;
  const counts = [
    ...(rows > 0 ? [texts.hiddenRows(rows, format.number(rows))] : []),
    ...(columns > 0 ? [texts.hiddenColumns(columns, format.number(columns))] : []),
  ].join(', ');
  return (
    <>
      {sheet && <Notice tone="warn" title={texts.sheetIsHidden} />}
      {counts !== '' && (
        <Checkbox
          mb="sm"
          label={texts.readHidden(counts)}
          description={withHidden ? undefined : texts.hiddenLeftOut}
          checked={withHidden}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
      )}
    </>
  );
}
