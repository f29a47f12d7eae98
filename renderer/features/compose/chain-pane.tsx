/**
 * The chain: its steps in the order in which they are tried, their time limits, and when each would be tried.
 */
import { Button, Menu, VisuallyHidden } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { flushSync } from 'react-dom';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { ChannelIcon } from '../../lib/ui/channel-icon.tsx';
import { isMac, keysText } from '../../lib/ui/keys.tsx';
import { movedTo, useReorder } from '../../lib/ui/reorder.tsx';
import { moveStep } from './actions.ts';
import { ArrivalTable } from './arrival-table.tsx';
import { ChainStep } from './chain-step.tsx';
import classes from './compose.module.css';
import { type Draft, unusedChannels } from './draft.ts';
import { hasTelegram } from './forms/has-telegram.ts';
import { useMoved } from './use-moved.ts';
import type { Sending } from './use-sending.ts';

const oneEach = { least: 1, most: 1 };

type ChainPaneProps = {
  draft: Draft;
  sending: Sending;
  menuOpen: boolean;
  setMenuOpen: (open: boolean) => void;
};

function AddStep({
  draft,
  menuOpen,
  setMenuOpen,
}: Pick<ChainPaneProps, 'draft' | 'menuOpen' | 'setMenuOpen'>) {
  const words = useWords();
  const { compose } = useActions();
  const telegram = useDeck(hasTelegram);
  const unused = unusedChannels(draft).filter((channel) => telegram || channel !== 'telegram');
  if (unused.length === 0) return <p className={classes.noMore}>{words.compose.noMoreChannels}</p>;
  return (
    /* The focus goes to the text of the new step; if none is chosen, back to where it was (keep-focus.ts). */
    <Menu opened={menuOpen} onChange={setMenuOpen} returnFocus={false} position="bottom-start" width={180}>
      <Menu.Target>
        <Button variant="subtle" leftSection={<IconPlus size={16} stroke={1.6} />}>
          {words.compose.addStep}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {unused.map((channel) => (
          <Menu.Item
            key={channel}
            leftSection={<ChannelIcon channel={channel} />}
            onClick={() => {
              flushSync(() => compose.addStep(channel));
              document.querySelector<HTMLElement>('[data-text-field]')?.focus();
            }}
          >
            {words.channels[channel]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Returns whether this step has a problem, found here or by the engine. */
function isWrong({ problems, refusedField }: Sending, index: number): boolean {
  const start = `steps[${index}]`;
  return problems.some(({ field }) => field?.startsWith(start)) || refusedField?.startsWith(start) === true;
}

export function ChainPane({ draft, sending, menuOpen, setMenuOpen }: ChainPaneProps) {
  const words = useWords().compose;
  const mac = isMac(navigator);
  const { compose } = useActions();
  const reorder = useReorder({
    keys: draft.steps.map(({ key }) => key),
    onMove: (from, to) =>
      compose.edit({ steps: movedTo(draft.steps, from, to), selected: draft.steps[from]?.key ?? '' }),
  });
  const moved = useMoved(draft);
  return (
    <section className={classes.chain} aria-label={words.chain}>
      <div className={classes.chainHead}>
        <h2>{words.chain}</h2>
        {draft.steps.length > 1 && (
          <span className={classes.kept}>
            {moveStep.keys.map((keys) => keysText(keys, mac)).join(' ')} {words.reorder}
          </span>
        )}
      </div>
      <ol className={classes.chainSteps} aria-label={words.steps}>
        {draft.steps.map((step, index) => (
          <ChainStep
            key={step.key}
            step={step}
            index={index}
            count={draft.steps.length}
            next={draft.steps[index + 1] ?? null}
            reorder={reorder}
            selected={step.key === draft.selected}
            wrong={isWrong(sending, index)}
            parts={sending.cost.steps[index]?.parts ?? oneEach}
          />
        ))}
      </ol>
      <div className={classes.addStep}>
        <AddStep draft={draft} menuOpen={menuOpen} setMenuOpen={setMenuOpen} />
      </div>
      <VisuallyHidden role="status">{moved}</VisuallyHidden>
      <ArrivalTable draft={draft} cost={sending.cost} schedule={sending.times.schedule} />
    </section>
  );
}
