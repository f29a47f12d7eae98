import { ActionIcon, Menu } from '@mantine/core';
import { IconCopy, IconDots, IconRefresh, IconTerminal2 } from '@tabler/icons-react';
import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import { useActions } from '../../../lib/deck.tsx';
import { useLanguage } from '../../../lib/language.tsx';
import { aboutPerson, erasePerson, neverWrite } from '../../../lib/person-actions.ts';
import { ActionItem } from '../../../lib/ui/action-controls.tsx';
import { showResult } from '../../../lib/ui/show-result.ts';
import { copyMessageId, editAsNew, showReports } from '../actions.ts';
import type { useCopying } from './use-copying.ts';

type MoreProps = {
  message: MessageDetail;
  copying: ReturnType<typeof useCopying>;
  /** Returns whether its texts are still stored. */
  canEdit: boolean;
};

export function MoreMenu({ message, copying, canEdit }: MoreProps) {
  const { words } = useLanguage();
  const { messages } = useActions();
  const texts = words.messages.detail;
  const more = words.messages.detail;
  const copyIcon = <IconCopy size={14} stroke={1.6} />;
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon aria-label={texts.actions}>
          <IconDots size={16} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <ActionItem action={editAsNew} disabled={!canEdit} title={canEdit ? undefined : more.textsGone} />
        <Menu.Item
          leftSection={<IconRefresh size={14} stroke={1.6} />}
          disabled={message.omnimessageId === null}
          onClick={async () => showResult(await messages.askNow(message.id))}
        >
          {texts.askNow}
        </Menu.Item>
        <ActionItem action={showReports} label={texts.rawReports(message.callbacks)} />
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconTerminal2 size={14} stroke={1.6} />}
          disabled={copying.curl === null}
          title={copying.curl === null ? more.noRequest : undefined}
          onClick={() => copying.curl?.()}
        >
          {more.copyCurl}
        </Menu.Item>
        <Menu.Item leftSection={copyIcon} onClick={copying.json}>
          {more.copyJson}
        </Menu.Item>
        <Menu.Item leftSection={copyIcon} onClick={() => copying.text(message.to)}>
          {texts.copyNumber}
        </Menu.Item>
        <ActionItem
          action={copyMessageId}
          label={texts.copyOmnimessage}
          disabled={message.omnimessageId === null}
        />
        <Menu.Item leftSection={copyIcon} onClick={() => copying.text(message.id)}>
          {texts.copyLocal}
        </Menu.Item>
        <Menu.Divider />
        <ActionItem action={neverWrite} />
        <ActionItem action={aboutPerson} />
        <ActionItem action={erasePerson} />
      </Menu.Dropdown>
    </Menu>
  );
}
