/** The chain: its steps in the order they are tried, how long each may take, and when each would be tried. */
import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { Problem } from '../../shared/messaging/problem.ts';
import { useActions } from '../app/deck.tsx';
import { useWords } from '../app/language.tsx';
import { ChannelIcon } from '../ui/channel-icon.tsx';
import { isMac, keysText } from '../ui/keys.tsx';
import { ArrivalTable } from './arrival-table.tsx';
import { ChainStep } from './chain-step.tsx';
import classes from './compose.module.css';
import { type Draft, unusedChannels } from './draft.ts';

type ChainPaneProps = {
  draft: Draft;
  problems: readonly Problem[];
  menuOpen: boolean;
  setMenuOpen: (open: boolean) => void;
};

function AddStep({ draft, menuOpen, setMenuOpen }: Omit<ChainPaneProps, 'problems'>) {
  const words = useWords();
  const { compose } = useActions();
  const unused = unusedChannels(draft);
  if (unused.length === 0) return <p className={classes.noMore}>{words.compose.noMoreChannels}</p>;
  return (
    <Menu opened={menuOpen} onChange={setMenuOpen} position="bottom-start" width={180}>
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
            onClick={() => compose.addStep(channel)}
          >
            {words.channels[channel]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function ChainPane({ draft, problems, menuOpen, setMenuOpen }: ChainPaneProps) {
  const words = useWords().compose;
  const mac = isMac(navigator);
  return (
    <section className={classes.chain} aria-label={words.chain}>
      <div className={classes.chainHead}>
        <h2>{words.chain}</h2>
        {draft.steps.length > 1 && (
          <span className={classes.kept}>
            {keysText('alt+up', mac)} {keysText('alt+down', mac)} {words.reorder}
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
            selected={step.key === draft.selected}
            wrong={problems.some((problem) => problem.field?.startsWith(`steps[${index}]`))}
          />
        ))}
      </ol>
      <div className={classes.addStep}>
        <AddStep draft={draft} menuOpen={menuOpen} setMenuOpen={setMenuOpen} />
      </div>
      <ArrivalTable draft={draft} />
    </section>
  );
}
