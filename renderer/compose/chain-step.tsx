import { ActionIcon, Menu, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconDots, IconGripVertical, IconX } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import { segmentSms } from '../../shared/messaging/segments.ts';
import { useActions, useDeck } from '../app/deck.tsx';
import { type Language, useLanguage } from '../app/language.tsx';
import { ChannelIcon } from '../ui/channel-icon.tsx';
import { StatusIcon } from '../ui/status-mark.tsx';
import classes from './compose.module.css';
import type { StepDraft } from './draft.ts';
import { WaitField } from './wait-field.tsx';

type ChainStepProps = { step: StepDraft; index: number; count: number; selected: boolean; wrong: boolean };

function aboutStep(step: StepDraft, { words }: Language): string {
  const texts = words.compose;
  const sender = step.sender.trim() === '' ? texts.defaultSender : step.sender.trim();
  if (step.text === '') return `${sender} · ${texts.noText}`;
  if (step.channel !== 'sms') return sender;
  return `${sender} · ${texts.parts(segmentSms(step.text).segments)}`;
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

/** Dragging as the second way to reorder; the keys and the menu are the first. */
function useDrag(step: StepDraft, index: number) {
  const { compose } = useActions();
  const steps = useDeck((state) => state.compose.draft.steps);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const key = event.dataTransfer.getData('text/x-step');
    const from = steps.findIndex((one) => one.key === key);
    const moving = steps[from];
    if (moving) compose.edit({ steps: steps.toSpliced(from, 1).toSpliced(index, 0, moving), selected: key });
  };
  return {
    over,
    handlers: {
      draggable: true,
      onDragStart: (event: DragEvent) => event.dataTransfer.setData('text/x-step', step.key),
      onDragOver: (event: DragEvent) => {
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop: drop,
    },
  };
}

export function ChainStep({ step, index, count, selected, wrong }: ChainStepProps) {
  const language = useLanguage();
  const { words } = language;
  const { compose } = useActions();
  const { over, handlers } = useDrag(step, index);
  const last = index === count - 1;
  return (
    <li>
      <div
        className={`${classes.step} ${selected ? classes.stepChosen : ''} ${over ? classes.stepOver : ''}`}
        {...handlers}
      >
        {count > 1 && <IconGripVertical size={14} stroke={1.6} className={classes.grip ?? ''} aria-hidden />}
        <UnstyledButton
          className={classes.stepPick}
          aria-current={selected ? 'step' : undefined}
          onClick={() => compose.edit({ selected: step.key })}
        >
          <ChannelIcon channel={step.channel} />
          <span className={classes.stepText}>
            <strong>{words.channels[step.channel]}</strong>
            <span className={`${classes.stepAbout} cut`}>{aboutStep(step, language)}</span>
          </span>
          {wrong && <StatusIcon kind="failed" size={14} />}
        </UnstyledButton>
        <span className={`${classes.stepNumber} tnum`} aria-hidden>
          {index + 1}
        </span>
        <StepMenu step={step} index={index} count={count} />
      </div>
      <div className={classes.waitRow}>
        <WaitField step={step} last={last} />
      </div>
    </li>
  );
}
