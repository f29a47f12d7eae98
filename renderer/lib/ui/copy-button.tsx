import { ActionIcon, CopyButton as Copying, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useWords } from '../language.tsx';

export function CopyButton({ value, label }: { value: string; label: string }) {
  const words = useWords();
  return (
    <Copying value={value} timeout={1500}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? words.common.copied : label}>
          <ActionIcon size={24} onClick={copy} aria-label={label}>
            {copied ? <IconCheck size={14} stroke={1.6} /> : <IconCopy size={14} stroke={1.6} />}
          </ActionIcon>
        </Tooltip>
      )}
    </Copying>
  );
}
