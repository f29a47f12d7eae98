/** What is expected of a chain, or of every chain. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import {
  expectationExamples,
  expectationNames,
  splitExpectation,
} from '../../../shared/plans/expectations.ts';
import type { FormExpectation } from '../../../shared/plans/plan-form.ts';
import { useRunsLanguage } from './language.ts';
import classes from './plan-form.module.css';
import { type FaultAt, Group, plus, Remove, replaced, without } from './plan-form-parts.tsx';

function exampleOf(name: string): string {
  const split = expectationExamples.map(splitExpectation).find((one) => one?.name === name);
  return split?.value ?? '';
}

export function PlanExpectations({
  list,
  title,
  under = '',
  fault,
  onChange,
}: {
  list: readonly FormExpectation[];
  title: string;
  /** The path of their chain with a dot; '' means every chain. */
  under?: string;
  fault: FaultAt;
  onChange: (list: FormExpectation[]) => void;
}) {
  const texts = useRunsLanguage().words.planForm;
  return (
    <Group title={title}>
      {list.map((one, at) => {
        const path = `${under}expect[${at}]`;
        const isFixed = one.name === 'callbacks';
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
          <div key={at} className={classes.expectation}>
            <NativeSelect
              aria-label={`${title}: ${texts.expectation(at + 1)}`}
              data-path={path}
              value={one.name}
              data={expectationNames.map((name) => ({ value: name, label: texts.expectations[name] }))}
              onChange={(event) => {
                const name = expectationNames.find((each) => each === event.currentTarget.value);
                if (name !== undefined) onChange(replaced(list, at, { name, value: exampleOf(name) }));
              }}
            />
            {isFixed ? (
              <span />
            ) : (
              <TextInput
                aria-label={`${title}: ${texts.expectation(at + 1)}: ${texts.value}`}
                data-path={`${path}.${one.name}`}
                placeholder={exampleOf(one.name)}
                value={one.value}
                error={fault(`${path}.${one.name}`) ?? fault(path)}
                onChange={(event) =>
                  onChange(replaced(list, at, { ...one, value: event.currentTarget.value }))
                }
              />
            )}
            <Remove
              label={`${title}: ${texts.removeExpectation(at + 1)}`}
              onClick={() => onChange(without(list, at))}
            />
          </div>
        );
      })}
      <div className={classes.adding}>
        <Button
          variant="default"
          leftSection={plus}
          onClick={() => onChange([...list, { name: 'reaches', value: exampleOf('reaches') }])}
        >
          {texts.addExpectation}
        </Button>
      </div>
    </Group>
  );
}
