/** The recipients of a plan, one a row; rows copied from a spreadsheet can be pasted. */
import { ActionIcon, Button, Menu, NativeSelect, ScrollArea, TextInput } from '@mantine/core';
import { IconFlask, IconListCheck } from '@tabler/icons-react';
import type { ClipboardEvent } from 'react';
import {
  emptyNumber,
  type FormGroup,
  type FormNumber,
  pastedNumbers,
} from '../../../shared/plans/plan-form.ts';
import { describeEnding, endings } from '../../../shared/sandbox/endings.ts';
import { useRunsLanguage } from './language.ts';
import { PlanExpectations } from './plan-expectations.tsx';
import classes from './plan-form.module.css';
import { type FaultAt, Group, plus, Remove, replaced, without } from './plan-form-parts.tsx';

const sandboxNumber = (ending: string): string => `+372555014${ending}`;

/** One recipient, with the expectations of this number only. */
function NumberRow({
  number,
  at,
  groups,
  fault,
  onChange,
  onPaste,
  onRemove,
}: {
  number: FormNumber;
  at: number;
  groups: readonly FormGroup[];
  fault: FaultAt;
  onChange: (number: FormNumber) => void;
  onPaste: (event: ClipboardEvent) => void;
  onRemove: () => void;
}) {
  const texts = useRunsLanguage().words.planForm;
  const path = `numbers[${at}]`;
  const field = (key: Exclude<keyof FormNumber, 'expect' | 'group'>, label: string) => (
    <TextInput
      label={label}
      aria-label={`${texts.numberOf(at + 1)}: ${label}`}
      data-path={`${path}.${key}`}
      value={number[key]}
      error={fault(`${path}.${key}`)}
      onChange={(event) => onChange({ ...number, [key]: event.currentTarget.value })}
      {...(key === 'number' ? { onPaste, inputMode: 'tel' } : {})}
    />
  );
  const expectations = texts.expectOfNumber(at + 1);
  return (
    <div className={classes.numberItem}>
      <div className={classes.number} data-grouped={groups.length > 0}>
        {field('number', texts.number)}
        {field('name', texts.numberName)}
        {field('country', texts.country)}
        {field('operator', texts.operator)}
        {groups.length > 0 && (
          <NativeSelect
            label={texts.group}
            aria-label={`${texts.numberOf(at + 1)}: ${texts.group}`}
            data-path={`${path}.group`}
            value={number.group}
            error={fault(`${path}.group`)}
            data={[{ value: '', label: texts.noGroup }, ...groups.map(({ name }) => name).filter(Boolean)]}
            onChange={(event) => onChange({ ...number, group: event.currentTarget.value })}
          />
        )}
        <ActionIcon
          variant="subtle"
          aria-label={expectations}
          title={expectations}
          className={classes.remove ?? ''}
          disabled={number.expect.length > 0}
          onClick={() => onChange({ ...number, expect: [{ name: 'reaches', value: 'nobody' }] })}
        >
          <IconListCheck size={14} stroke={1.6} aria-hidden />
        </ActionIcon>
        <Remove label={texts.removeNumber(at + 1)} onClick={onRemove} />
      </div>
      {number.expect.length > 0 && (
        <PlanExpectations
          list={number.expect}
          title={expectations}
          under={`${path}.`}
          fault={fault}
          onChange={(expect) => onChange({ ...number, expect })}
        />
      )}
    </div>
  );
}

export function PlanNumbers({
  list,
  groups,
  fault,
  onChange,
}: {
  list: readonly FormNumber[];
  groups: readonly FormGroup[];
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
      {list.map((number, at) => (
        <NumberRow
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
          key={at}
          number={number}
          at={at}
          groups={groups}
          fault={fault}
          onChange={(next) => onChange(replaced(list, at, next))}
          onPaste={paste(at)}
          onRemove={() => onChange(without(list, at))}
        />
      ))}
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
