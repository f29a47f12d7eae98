/** A plan as a form; the file that it creates is checked and run. */
import { Button, Switch, TextInput } from '@mantine/core';
import { emptyStep, type PlanForm } from '../../../shared/plans/plan-form.ts';
import { movedTo, useReorder } from '../../lib/ui/reorder.tsx';
import { useRunsLanguage } from './language.ts';
import { PlanChain } from './plan-chain.tsx';
import { PlanExpectations } from './plan-expectations.tsx';
import classes from './plan-form.module.css';
import { type FaultAt, Group, ItemTools, plus, replaced, without } from './plan-form-parts.tsx';
import { PlanGroups } from './plan-groups.tsx';
import { PlanNumbers } from './plan-numbers.tsx';

type Simple =
  | 'name'
  | 'description'
  | 'repeat'
  | 'pace'
  | 'timeout'
  | 'budget'
  | 'seed'
  | 'confirm'
  | 'agreed';

export function PlanFields({
  form,
  fault,
  onChange,
}: {
  form: PlanForm;
  fault: FaultAt;
  onChange: (form: PlanForm) => void;
}) {
  const texts = useRunsLanguage().words.planForm;
  const set = (patch: Partial<PlanForm>) => onChange({ ...form, ...patch });
  const reorder = useReorder({
    keys: form.chains.map((_, at) => String(at)),
    onMove: (from, to) => set({ chains: movedTo(form.chains, from, to) }),
  });
  const field = (key: Simple, label: string, placeholder = '') => (
    <TextInput
      label={label}
      data-path={key}
      placeholder={placeholder}
      value={form[key]}
      error={fault(key)}
      onChange={(event) => set({ [key]: event.currentTarget.value })}
    />
  );
  return (
    <div className={classes.form}>
      <div className={classes.pair}>
        {field('name', texts.name)}
        {field('description', texts.description)}
      </div>
      <PlanNumbers
        list={form.numbers}
        groups={form.groups}
        fault={fault}
        onChange={(numbers) => set({ numbers })}
      />
      <PlanGroups groups={form.groups} numbers={form.numbers} fault={fault} onChange={set} />
      <Group title={texts.chains}>
        {form.chains.map((chain, at) => (
          <PlanChain
            // biome-ignore lint/suspicious/noArrayIndexKey: chains have no identity but their place
            key={at}
            chain={chain}
            at={at}
            fault={fault}
            onChange={(next) => set({ chains: replaced(form.chains, at, next) })}
          >
            <ItemTools
              reorder={reorder}
              index={at}
              name={texts.chain(at + 1)}
              removeLabel={texts.removeChain(at + 1)}
              onRemove={() => set({ chains: without(form.chains, at) })}
            />
          </PlanChain>
        ))}
        <div className={classes.adding}>
          <Button
            variant="default"
            leftSection={plus}
            onClick={() =>
              set({
                chains: [
                  ...form.chains,
                  { name: texts.chain(form.chains.length + 1), steps: [emptyStep], expect: [] },
                ],
              })
            }
          >
            {texts.addChain}
          </Button>
        </div>
      </Group>
      <PlanExpectations
        list={form.expect}
        title={texts.expect}
        fault={fault}
        onChange={(expect) => set({ expect })}
      />
      <Group title={texts.how}>
        <div className={classes.how}>
          {field('repeat', texts.repeat, texts.without('1'))}
          {field('pace', texts.pace, texts.without('5 per second'))}
          {field('timeout', texts.timeout, texts.without('120 s'))}
          {field('budget', texts.budget, texts.none)}
          {field('seed', texts.seed, texts.without('1'))}
        </div>
        {field('confirm', texts.confirm, texts.none)}
        <Switch
          label={texts.live}
          data-path="live"
          checked={form.live}
          onChange={(event) => set({ live: event.currentTarget.checked })}
        />
        {form.live && field('agreed', texts.agreed)}
      </Group>
    </div>
  );
}
