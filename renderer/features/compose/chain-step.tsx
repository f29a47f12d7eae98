import { ActionIcon, Menu, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconDots, IconGripVertical, IconX } from '@tabler/icons-react';
import { tidySender } from '../../../shared/messaging/compose.ts';
import type { Parts } from '../../../shared/messaging/cost.ts';
import { useActions } from '../../lib/deck.tsx';
import { type Language, useLanguage } from '../../lib/language.tsx';
import { ChannelIcon } from '../../lib/ui/channel-icon.tsx';
import type { Reorder } from '../../lib/ui/reorder.tsx';
import { StatusIcon } from '../../lib/ui/status-mark.tsx';
import classes from './compose.module.css';
import type { StepDraft } from './draft.ts';
import { holdsSomething } from './forms/json-tree.ts';
import { WaitField } from './wait-field.tsx';

type ChainStepProps = {
  step: StepDraft;
  index: number;
  count: number;
  selected: boolean;
  wrong: boolean;
  /** The number of parts, with recipients' values merged. */
  parts: Parts;
  /** The step after this one; null for the last step. */
  next: StepDraft | null;
  reorder: Reorder;
};

function aboutStep(step: StepDraft, parts: Parts, { words }: Language): string {
  const texts = words.compose;
  const none = step.channel === 'rcs' ? texts.noSender : texts.defaultSender;
  const sender = tidySender(step.sender) === '' ? none : tidySender(step.sender);
  if (step.text === '') return holdsSomething(step.content) ? sender : `${sender} · ${texts.noText}`;
  if (step.channel !== 'sms') return sender;
  return `${sender} · ${sizeText(parts, words)}`;
}

function sizeText({ least, most }: Parts, words: Language['words']): string {
  return least === most ? words.compose.parts(most) : words.drafts.leastMost(least, most);
}

function StepMenu({ step, index, count }: Pick<ChainStepProps, 'step' | 'index' | 'count'>) {
  const { words } = useLanguage();
  const { compose } = useActions();
  const channel = words.channels[step.channel];
  const texts = words.compose;
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon size={24} aria-label={`${words.common.more}: ${channel}`}>
          <IconDots size={14} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          disabled={index === 0}
          leftSection={<IconArrowUp size={14} stroke={1.6} />}
          onClick={() => compose.move(step.key, -1)}
        >
          {texts.moveUp(channel)}
        </Menu.Item>
        <Menu.Item
          disabled={index === count - 1}
          leftSection={<IconArrowDown size={14} stroke={1.6} />}
          onClick={() => compose.move(step.key, 1)}
        >
          {texts.moveDown(channel)}
        </Menu.Item>
        <Menu.Item
          disabled={count === 1}
          leftSection={<IconX size={14} stroke={1.6} />}
          onClick={() => compose.removeStep(step.key)}
        >
          {texts.removeStep(channel)}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export function ChainStep({ step, index, count, selected, wrong, parts, next, reorder }: ChainStepProps) {
  const language = useLanguage();
  const { words } = language;
  const { compose } = useActions();
  const channel = words.channels[step.channel];
  return (
    <li {...reorder.itemProps(step.key)}>
      <div className={`${classes.step} ${selected ? classes.stepChosen : ''}`}>
        {count > 1 && (
          /* The keys and the menu move a step as well, which screen readers need. */
          <span className={classes.grip} title={words.sending.drag(channel)} {...reorder.gripProps(step.key)}>
            <IconGripVertical size={14} stroke={1.6} aria-hidden />
          </span>
        )}
        <UnstyledButton
          className={classes.stepPick}
          aria-current={selected ? 'step' : undefined}
          onClick={() => compose.select(step.key)}
        >
          <ChannelIcon channel={step.channel} />
          <span className={classes.stepText}>
            <strong>{channel}</strong>
            <span className={`${classes.stepAbout} cut`}>{aboutStep(step, parts, language)}</span>
          </span>
          {wrong && <StatusIcon kind="failed" size={14} />}
        </UnstyledButton>
        <span className={`${classes.stepNumber} tnum`} aria-hidden>
          {index + 1}
        </span>
        <StepMenu step={step} index={index} count={count} />
      </div>
      <div className={classes.waitRow}>
        <WaitField step={step} next={next} />
      </div>
    </li>
  );
}
