/** A plan as a form; the file that it creates is checked and run. */
import {
  ActionIcon,
  Button,
  Menu,
  NativeSelect,
  ScrollArea,
  Switch,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconFlask, IconPlus, IconX } from '@tabler/icons-react';
import type { ClipboardEvent, ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { type Channel, channels } from '../../../shared/messaging/types.ts';
import {
  expectationExamples,
  expectationNames,
  splitExpectation,
} from '../../../shared/plans/expectations.ts';
import {
  emptyNumber,
  emptyStep,
  type FormChain,
  type FormExpectation,
  type FormNumber,
  type FormStep,
  type PlanForm,
  pastedNumbers,
} from '../../../shared/plans/plan-form.ts';
import { describeEnding, endings } from '../../../shared/sandbox/endings.ts';
import { useRunsLanguage } from './language.ts';
import classes from './plan-form.module.css';

/**
 * Returns the problem at a path of the plan, such as `chains[0].steps[1].sms`; undefined if there is none.
 */
type FaultAt = (path: string) => string | undefined;

const sandboxNumber = (ending: string): string => `+372555014${ending}`;

function replaced<T>(list: readonly T[], at: number, value: T): T[] {
  return list.map((one, index) => (index === at ? value : one));
}

function without<T>(list: readonly T[], at: number): T[] {
  return list.filter((_, index) => index !== at);
}

function moved<T>(list: readonly T[], at: number, by: 1 | -1): T[] {
  const [one, other] = [list[at], list[at + by]];
  if (one === undefined || other === undefined) return [...list];
  return replaced(replaced(list, at, other), at + by, one);
}

/**
 * Moves an item of a list up or down. The focus follows, so that it can be moved again.
 * @param under the path of its list
 */
function Move({
  what,
  under,
  at,
  count,
  onMove,
}: {
  what: string;
  under: string;
  at: number;
  count: number;
  onMove: (by: 1 | -1) => void;
}) {
  const texts = useRunsLanguage().words.planForm;
  const place = (index: number, by: 1 | -1) => `${under}[${index}] ${by}`;
  const button = (by: 1 | -1) => (
    <ActionIcon
      variant="subtle"
      aria-label={by === -1 ? texts.up(what) : texts.down(what)}
      title={by === -1 ? texts.up(what) : texts.down(what)}
      disabled={at + by < 0 || at + by >= count}
      data-move={place(at, by)}
      onClick={() => {
        flushSync(() => onMove(by));
        const there = (way: 1 | -1) =>
          document.querySelector<HTMLButtonElement>(`[data-move="${place(at + by, way)}"]:not(:disabled)`);
        (there(by) ?? there(by === 1 ? -1 : 1))?.focus();
      }}
    >
      {by === -1 ? (
        <IconArrowUp size={14} stroke={1.6} aria-hidden />
      ) : (
        <IconArrowDown size={14} stroke={1.6} aria-hidden />
      )}
    </ActionIcon>
  );
  return count < 2 ? null : (
    <>
      {button(-1)}
      {button(1)}
    </>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className={classes.group}>
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}

function Remove({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <ActionIcon
      variant="subtle"
      aria-label={label}
      title={label}
      className={classes.remove ?? ''}
      onClick={onClick}
    >
      <IconX size={14} stroke={1.6} aria-hidden />
    </ActionIcon>
  );
}

const plus = <IconPlus size={14} stroke={1.6} aria-hidden />;

function Numbers({
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

function Chain({
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
          <Move
            what={texts.step(index + 1)}
            under={`${path}.steps`}
            at={index}
            count={steps.length}
            onMove={(by) => onChange({ ...chain, steps: moved(steps, index, by) })}
          />
          {steps.length > 1 && (
            <Remove
              label={texts.removeStep(index + 1)}
              onClick={() => onChange({ ...chain, steps: without(steps, index) })}
            />
          )}
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
      <Expectations
        list={chain.expect}
        title={texts.expectOf(at + 1)}
        under={`${path}.`}
        fault={fault}
        onChange={(expect) => onChange({ ...chain, expect })}
      />
    </section>
  );
}

function exampleOf(name: string): string {
  const split = expectationExamples.map(splitExpectation).find((one) => one?.name === name);
  return split?.value ?? '';
}

function Expectations({
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
      <Numbers list={form.numbers} fault={fault} onChange={(numbers) => set({ numbers })} />
      <Group title={texts.chains}>
        {form.chains.map((chain, at) => (
          <Chain
            // biome-ignore lint/suspicious/noArrayIndexKey: chains have no identity but their place
            key={at}
            chain={chain}
            at={at}
            fault={fault}
            onChange={(next) => set({ chains: replaced(form.chains, at, next) })}
          >
            <Move
              what={texts.chain(at + 1)}
              under="chains"
              at={at}
              count={form.chains.length}
              onMove={(by) => set({ chains: moved(form.chains, at, by) })}
            />
            {form.chains.length > 1 && (
              <Remove
                label={texts.removeChain(at + 1)}
                onClick={() => set({ chains: without(form.chains, at) })}
              />
            )}
          </Chain>
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
      <Expectations
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
