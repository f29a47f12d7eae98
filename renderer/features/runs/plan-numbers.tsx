/** The recipients of a plan, one a row; rows copied from a spreadsheet can be pasted. */
import { Button, Menu, ScrollArea, TextInput } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import type { ClipboardEvent } from 'react';
import { emptyNumber, type FormNumber, pastedNumbers } from '../../../shared/plans/plan-form.ts';
import { describeEnding, endings } from '../../../shared/sandbox/endings.ts';
import { useRunsLanguage } from './language.ts';
import classes from './plan-form.module.css';
import { type FaultAt, Group, plus, Remove, replaced, without } from './plan-form-parts.tsx';

const sandboxNumber = (ending: string): string => `+372555014${ending}`;

export function PlanNumbers({
  list,
  fault,
  onChange,
}: {
  list: readonly FormNumber[];
  fault: FaultAt;
  onChange: (list: FormNumber[]) => void;
}) {
  const { words } = useRunsLanguage();
  const texts = words.planForm;
  const paste = (at: number) => (event: ClipboardEvent) => {
    const rows = pastedNumbers(event.clipboardData.getData('text/plain'));
    if (rows === null) return;
    event.preventDefault();
    const before = list[at]?.number === '' ? list.slice(0, at) : list.slice(0, at + 1);
    onChange([...before, ...rows, ...list.slice(at + 1)]);
  };
  return (
    <Group title={texts.numbers}>
      {list.map((number, at) => {
        const set = (patch: Partial<FormNumber>) => onChange(replaced(list, at, { ...number, ...patch }));
        const field = (key: keyof FormNumber, label: string) => (
          <TextInput
            label={label}
            aria-label={`${texts.numberOf(at + 1)}: ${label}`}
            data-path={`numbers[${at}].${key}`}
            value={number[key]}
            error={fault(`numbers[${at}].${key}`)}
            onChange={(event) => set({ [key]: event.currentTarget.value })}
            {...(key === 'number' ? { onPaste: paste(at), inputMode: 'tel' } : {})}
          />
        );
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
          <div key={at} className={classes.number}>
            {field('number', texts.number)}
            {field('name', texts.numberName)}
            {field('country', texts.country)}
            {field('operator', texts.operator)}
            <Remove label={texts.removeNumber(at + 1)} onClick={() => onChange(without(list, at))} />
          </div>
        );
      })}
      <div className={classes.adding}>
        <Button variant="default" leftSection={plus} onClick={() => onChange([...list, emptyNumber])}>
          {texts.addNumber}
        </Button>
        <Menu position="bottom-start" width={420}>
          <Menu.Target>
            <Button variant="default" leftSection={<IconFlask size={14} stroke={1.6} aria-hidden />}>
              {texts.fromSandbox}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <ScrollArea.Autosize mah={280}>
              {endings.map(({ ending }) => (
                <Menu.Item
                  key={ending}
                  onClick={() =>
                    onChange([
                      ...list,
                      { ...emptyNumber, number: sandboxNumber(ending), name: texts.sandboxName(ending) },
                    ])
                  }
                >
                  <span className="tnum">{sandboxNumber(ending)}</span>
                  <span className={classes.faint}> {words.endingDoes(ending) ?? describeEnding(ending)}</span>
                </Menu.Item>
              ))}
            </ScrollArea.Autosize>
          </Menu.Dropdown>
        </Menu>
        <span className={classes.faint}>{texts.paste}</span>
      </div>
    </Group>
  );
}
