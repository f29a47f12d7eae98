/** How an exported table is written: separator, times and columns. */
import { MultiSelect, Radio, Select } from '@mantine/core';
import { useState } from 'react';
import type { ExportFormat, TableOptions } from '../../../../shared/contract/backups.ts';
import { exportColumns, mainColumns } from '../../../../shared/messaging/export-columns.ts';
import { ownZone } from '../../../../shared/messaging/time-zones.ts';
import { csvSeparator } from '../../../lib/csv-separator.ts';
import { useFilesLanguage } from '../../../lib/files-language.ts';
import type { Format } from '../../../lib/format.ts';
import classes from './export.module.css';

const separators = [
  { sign: ',', name: 'comma' },
  { sign: ';', name: 'semicolon' },
  { sign: '\t', name: 'tab' },
  { sign: '|', name: 'bar' },
] as const;

export type TableChoice = {
  readonly separator: TableOptions['separator'];
  readonly times: 'local' | 'utc';
  readonly columns: 'main' | 'all' | 'chosen';
  readonly chosen: readonly (typeof exportColumns)[number][];
};

export function useTableChoice(format: Format) {
  return useState<TableChoice>({
    separator: csvSeparator(format),
    times: 'local',
    columns: 'main',
    chosen: mainColumns,
  });
}

export function tableOf({ separator, times, columns, chosen }: TableChoice): TableOptions {
  return {
    separator,
    timeZone: times === 'local' ? ownZone() : null,
    columns: columns === 'all' ? null : [...(columns === 'main' ? mainColumns : chosen)],
  };
}

type TableOptionsProps = {
  format: ExportFormat;
  choice: TableChoice;
  onChoose: (choice: TableChoice) => void;
};

export function TableOptionsFields({ format, choice, onChoose }: TableOptionsProps) {
  const texts = useFilesLanguage().words.files;
  return (
    <>
      <div className={classes.options}>
        {format === 'csv' && (
          <Select
            label={texts.separator}
            allowDeselect={false}
            data={separators.map(({ sign, name }) => ({ value: sign, label: texts.separators[name] }))}
            value={choice.separator}
            onChange={(value) => {
              const found = separators.find(({ sign }) => sign === value);
              if (found) onChoose({ ...choice, separator: found.sign });
            }}
          />
        )}
        <Select
          label={texts.times}
          allowDeselect={false}
          data={[
            { value: 'local', label: texts.localTimes(ownZone()) },
            { value: 'utc', label: texts.utcTimes },
          ]}
          value={choice.times}
          onChange={(value) => onChoose({ ...choice, times: value === 'utc' ? 'utc' : 'local' })}
        />
      </div>
      <Radio.Group
        label={texts.columns}
        value={choice.columns}
        onChange={(value) =>
          onChoose({ ...choice, columns: value === 'all' || value === 'chosen' ? value : 'main' })
        }
      >
        <div className={classes.formats}>
          <Radio value="main" label={texts.columnsMain} />
          <Radio
            value="all"
            label={texts.columnsAll(exportColumns.length)}
            description={format === 'csv' ? texts.columnsAllText : undefined}
          />
          <Radio value="chosen" label={texts.columnsChosen} />
        </div>
      </Radio.Group>
      {choice.columns === 'chosen' && (
        <MultiSelect
          aria-label={texts.columnsChosen}
          searchable
          hidePickedOptions
          maxDropdownHeight={200}
          data={[...exportColumns]}
          value={[...choice.chosen]}
          onChange={(chosen) => onChoose({ ...choice, chosen })}
        />
      )}
    </>
  );
}
