import { ActionIcon, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCopy, IconDots, IconRefresh, IconWebhook } from '@tabler/icons-react';
import type { MessageDetail } from '../../../shared/contract/schemas.ts';
import { useActions } from '../../app/deck.tsx';
import { useLanguage } from '../../app/language.tsx';
import { Keys } from '../../ui/keys.tsx';

type MoreProps = { message: MessageDetail; copy: (text: string) => void; showRaw: () => void };

export function MoreMenu({ message, copy, showRaw }: MoreProps) {
  const { words } = useLanguage();
  const { messages } = useActions();
  const texts = words.messages.detail;
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
          leftSection={<IconRefresh size={14} stroke={1.6} />}
          disabled={message.omnimessageId === null}
          onClick={async () => {
            const answer = await messages.askNow(message.id);
            if (!answer.ok)
              notifications.show({
                color: 'bad',
                title: answer.problem.sentence,
                message: answer.problem.mend,
              });
          }}
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
        <Menu.Item leftSection={copyIcon} onClick={() => copy(message.to)}>
          {texts.copyNumber}
        </Menu.Item>
        <Menu.Item
          leftSection={copyIcon}
          rightSection={<Keys keys="C" />}
          disabled={message.omnimessageId === null}
          onClick={() => copy(message.omnimessageId ?? '')}
        >
          {texts.copyOmnimessage}
        </Menu.Item>
        <Menu.Item leftSection={copyIcon} onClick={() => copy(message.id)}>
          {texts.copyLocal}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
