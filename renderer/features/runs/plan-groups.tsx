/** The groups of a plan's numbers, each with its expectations. */
import { Button, TextInput } from '@mantine/core';
import type { FormGroup, FormNumber, PlanForm } from '../../../shared/plans/plan-form.ts';
import { useRunsLanguage } from './language.ts';
import { PlanExpectations } from './plan-expectations.tsx';
import classes from './plan-form.module.css';
import { type FaultAt, Group, plus, Remove, replaced, without } from './plan-form-parts.tsx';

export function PlanGroups({
  groups,
  numbers,
  fault,
  onChange,
}: {
  groups: readonly FormGroup[];
  numbers: readonly FormNumber[];
  fault: FaultAt;
  onChange: (patch: Pick<PlanForm, 'groups' | 'numbers'>) => void;
}) {
  const texts = useRunsLanguage().words.planForm;
  /** The numbers of a group that has another name now; '' if it is removed. */
  const renamed = (from: string, to: string) =>
    numbers.map((number) => (from !== '' && number.group === from ? { ...number, group: to } : number));
  return (
    <Group title={texts.groups}>
      {groups.map((group, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: groups have no identity but their place
        <div key={at} className={classes.chain}>
          <div className={classes.chainHead}>
            <TextInput
              label={texts.groupName}
              aria-label={`${texts.groupOf(at + 1)}: ${texts.groupName}`}
              data-path={`groups[${at}].name`}
              value={group.name}
              error={fault(`groups[${at}].name`)}
              onChange={(event) => {
                const name = event.currentTarget.value;
                onChange({
                  groups: replaced(groups, at, { ...group, name }),
                  numbers: renamed(group.name, name),
                });
              }}
            />
            <div className={classes.actions}>
              <Remove
                label={texts.removeGroup(at + 1)}
                onClick={() => onChange({ groups: without(groups, at), numbers: renamed(group.name, '') })}
              />
            </div>
          </div>
          <PlanExpectations
            list={group.expect}
            title={texts.expectOfGroup(at + 1)}
            under={`groups[${at}].`}
            fault={fault}
            onChange={(expect) =>
              onChange({ groups: replaced(groups, at, { ...group, expect }), numbers: [...numbers] })
            }
          />
        </div>
      ))}
      <div className={classes.adding}>
        <Button
          variant="default"
          leftSection={plus}
          onClick={() =>
            onChange({
              groups: [
                ...groups,
                { name: texts.groupOf(groups.length + 1), expect: [{ name: 'reaches', value: 'nobody' }] },
              ],
              numbers: [...numbers],
            })
          }
        >
          {texts.addGroup}
        </Button>
      </div>
    </Group>
  );
}
