/** Options that are rarely changed: the priority, and what Messente stores of the text. */
import { Button, Popover, Select } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import type { Priority, TextStore } from '../../../shared/messaging/compose.ts';
import { useActions } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import type { Draft } from './draft.ts';
import classes from './sending.module.css';
import { SendingAbout } from './sending-about.tsx';

const priorities: readonly Priority[] = ['low', 'regular', 'high'];
const textStores: readonly TextStore[] = ['nostore', 'plaintext', 'sha256'];
const none = 'none';

export function MoreField({ draft }: { draft: Pick<Draft, 'priority' | 'textStore' | 'purpose' | 'tags'> }) {
  const texts = useWords().sending.when;
  const { compose } = useActions();
  const changed =
    Boolean(draft.priority ?? draft.textStore) || draft.purpose.trim() !== '' || draft.tags.length > 0;
  return (
    <Popover position="top-start" trapFocus returnFocus width={300}>
      <Popover.Target>
        <Button
          variant="subtle"
          leftSection={<IconAdjustmentsHorizontal size={16} stroke={1.6} />}
          data-changed={changed}
        >
          {texts.more_}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={texts.more_}>
        <div className={classes.moreFields}>
          <SendingAbout />
          <Select
            label={texts.priority}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
            data={[none, ...priorities].map((value) => ({
              value,
              label: texts.priorities[priorities.find((one) => one === value) ?? none],
            }))}
            value={draft.priority ?? none}
            onChange={(value) => compose.edit({ priority: priorities.find((one) => one === value) ?? null })}
          />
          <Select
            label={texts.textStore}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
            data={[none, ...textStores].map((value) => ({
              value,
              label: texts.textStores[textStores.find((one) => one === value) ?? none],
            }))}
            value={draft.textStore ?? none}
            onChange={(value) => compose.edit({ textStore: textStores.find((one) => one === value) ?? null })}
          />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
