import { ActionIcon } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useWords } from '../../app/language.tsx';

const ExportDialog = lazy(async () => ({ default: (await import('./export-dialog.tsx')).ExportDialog }));

/** Exports what the list shows. */
export function ExportButton() {
  const words = useWords().history.export;
  const [opened, setOpened] = useState(false);
  return (
    <>
      <ActionIcon aria-label={words.open} title={words.open} onClick={() => setOpened(true)}>
        <IconDownload size={16} stroke={1.6} />
      </ActionIcon>
      {opened && (
        <Suspense fallback={null}>
          <ExportDialog ids={null} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </>
  );
}
