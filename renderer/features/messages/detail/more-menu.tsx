import { ActionIcon, Menu } from '@mantine/core';
import { IconCopy, IconDots, IconPencil, IconRefresh, IconTerminal2, IconWebhook } from '@tabler/icons-react';
import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import { useActions } from '../../../lib/deck.tsx';
import { useLanguage } from '../../../lib/language.tsx';
import { Keys } from '../../../lib/ui/keys.tsx';
import { tell } from '../../../lib/ui/tell.ts';
import type { useCopying } from './use-copying.ts';

type MoreProps = {
  message: MessageDetail;
  copying: ReturnType<typeof useCopying>;
  showRaw: () => void;
  /** null: its texts are gone. */
  editAsNew: (() => void) | null;
};

export function MoreMenu({ message, copying, showRaw, editAsNew }: MoreProps) {
  const { words } = useLanguage();
  const { messages } = useActions();
  const texts = words.messages.detail;
  const more = words.history.detail;
  const copyIcon = <IconCopy size={14} stroke={1.6} />;
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon aria-label={texts.actions}>
          <IconDots size={16} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPencil size={14} stroke={1.6} />}
          rightSection={<Keys keys="E" />}
          disabled={editAsNew === null}
          title={editAsNew === null ? more.textsGone : undefined}
          onClick={() => editAsNew?.()}
        >
          {more.editAsNew}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconRefresh size={14} stroke={1.6} />}
          disabled={message.omnimessageId === null}
          onClick={async () => tell(await messages.askNow(message.id))}
        >
          {texts.askNow}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconWebhook size={14} stroke={1.6} />}
          rightSection={<Keys keys="B" />}
          onClick={showRaw}
        >
          {texts.rawCallbacks(message.callbacks)}
        </Menu.Item>
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
        <Menu.Item
          leftSection={copyIcon}
          rightSection={<Keys keys="C" />}
          disabled={message.omnimessageId === null}
          onClick={() => copying.text(message.omnimessageId ?? '')}
        >
          {texts.copyOmnimessage}
        </Menu.Item>
        <Menu.Item leftSection={copyIcon} onClick={() => copying.text(message.id)}>
          {texts.copyLocal}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
