import { Button, Menu } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useActions } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { sandboxNumbers, sandboxPrefix } from '../../lib/sandbox-table.ts';
import { StatusMark } from '../../lib/ui/status-mark.tsx';
import classes from './compose.module.css';

/** In the sandbox the number decides the outcome, so useful numbers are offered at the field. */
export function SandboxNumbersMenu() {
  const words = useWords();
  const { compose } = useActions();
  return (
    <Menu position="bottom-end" width={420}>
      <Menu.Target>
        <Button variant="subtle" px={8} leftSection={<IconFlask size={14} stroke={1.6} />}>
          {words.compose.sandboxNumbers}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {sandboxNumbers(words).map((row) => (
          <Menu.Item
            key={row.ending}
            onClick={() => compose.addRecipients([`${sandboxPrefix}${row.ending}`])}
          >
            <span className={classes.sandboxLine}>
              <span className="tnum nowrap">
                {sandboxPrefix}
                {row.ending}
              </span>
              <StatusMark kind={row.kind} word={row.word} share={0.4} size={14} />
              <span className={classes.kept}>{row.how}</span>
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
