/** A chain of a plan: its steps in the order they are tried, and what is expected of it. */
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Channel, channels } from '../../../shared/messaging/types.ts';
import { emptyStep, type FormChain, type FormStep } from '../../../shared/plans/plan-form.ts';
import { movedTo, useReorder } from '../../lib/ui/reorder.tsx';
import { useRunsLanguage } from './language.ts';
import { PlanExpectations } from './plan-expectations.tsx';
import classes from './plan-form.module.css';
import { type FaultAt, ItemTools, plus, replaced, without } from './plan-form-parts.tsx';

function Step({
  step,
  at,
  path,
  fault,
  onChange,
  children,
}: {
  step: FormStep;
  at: number;
  path: string;
  fault: FaultAt;
  onChange: (step: FormStep) => void;
  /** The actions for the whole step. */
  children: ReactNode;
}) {
  const { words } = useRunsLanguage();
  const texts = words.planForm;
  const name = (label: string) => `${texts.step(at + 1)}: ${label}`;
  const { channel } = step;
  return (
    <div className={classes.step}>
      <NativeSelect
        label={texts.channel}
        aria-label={name(texts.channel)}
        value={channel}
        error={fault(`${path}.channel`)}
        data={channels.map((one) => ({ value: one, label: words.channels[one] }))}
        onChange={(event) => onChange({ ...step, channel: event.currentTarget.value as Channel })}
      />
      <Textarea
        label={texts.words}
        aria-label={name(texts.words)}
        data-path={`${path}.${channel}`}
        autosize
        minRows={1}
        maxRows={6}
        value={step.text}
        error={fault(`${path}.${channel}`) ?? fault(`${path}.text`)}
        onChange={(event) => onChange({ ...step, text: event.currentTarget.value })}
      />
      <TextInput
        label={texts.sender}
        aria-label={name(texts.sender)}
        data-path={`${path}.sender`}
        value={step.sender}
        error={fault(`${path}.sender`)}
        onChange={(event) => onChange({ ...step, sender: event.currentTarget.value })}
      />
      <TextInput
        label={texts.wait}
        aria-label={name(texts.wait)}
        data-path={`${path}.wait`}
        placeholder={texts.waitExample}
        value={step.wait}
        error={fault(`${path}.wait`) ?? fault(`${path}.ttlSeconds`) ?? fault(`${path}.validityMinutes`)}
        onChange={(event) => onChange({ ...step, wait: event.currentTarget.value })}
      />
      <div className={classes.actions}>{children}</div>
    </div>
  );
}

export function PlanChain({
  chain,
  at,
  fault,
  onChange,
  children,
}: {
  chain: FormChain;
  at: number;
  fault: FaultAt;
  onChange: (chain: FormChain) => void;
  /** The actions for the whole chain. */
  children: ReactNode;
}) {
  const texts = useRunsLanguage().words.planForm;
  const path = `chains[${at}]`;
  const { steps } = chain;
  const reorder = useReorder({
    keys: steps.map((_, index) => String(index)),
    onMove: (from, to) => onChange({ ...chain, steps: movedTo(steps, from, to) }),
  });
  const free = channels.find((channel) => steps.every((step) => step.channel !== channel));
  return (
    <section className={classes.chain} aria-label={texts.chain(at + 1)}>
      <div className={classes.chainHead}>
        <TextInput
          label={texts.chainName}
          aria-label={`${texts.chain(at + 1)}: ${texts.chainName}`}
          data-path={`${path}.name`}
          value={chain.name}
          error={fault(`${path}.name`)}
          onChange={(event) => onChange({ ...chain, name: event.currentTarget.value })}
        />
        <div className={classes.actions}>{children}</div>
      </div>
      {steps.map((step, index) => (
        <Step
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have no identity but their place
          key={index}
          step={step}
          at={index}
          path={`${path}.steps[${index}]`}
          fault={fault}
          onChange={(next) => onChange({ ...chain, steps: replaced(steps, index, next) })}
        >
          <ItemTools
            reorder={reorder}
            index={index}
            name={texts.step(index + 1)}
            removeLabel={texts.removeStep(index + 1)}
            onRemove={() => onChange({ ...chain, steps: without(steps, index) })}
          />
        </Step>
      ))}
      <div className={classes.adding}>
        <Button
          variant="default"
          leftSection={plus}
          disabled={free === undefined}
          onClick={() => onChange({ ...chain, steps: [...steps, { ...emptyStep, channel: free ?? 'sms' }] })}
        >
          {texts.addStep}
        </Button>
      </div>
      <PlanExpectations
        list={chain.expect}
        title={texts.expectOf(at + 1)}
        under={`${path}.`}
        fault={fault}
        onChange={(expect) => onChange({ ...chain, expect })}
      />
    </section>
  );
}
