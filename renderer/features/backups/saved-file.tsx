/** The end of an export: the buttons that open its file and show it in its folder. */
import { Button, Group } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ExportPlace } from '../../../shared/contract/backups.ts';
import { useActions } from '../../lib/deck.tsx';
import { useFilesLanguage } from '../../lib/files-language.ts';
import { showResult } from '../../lib/ui/show-result.ts';

/** Returns where the engine writes exports, and whether the shell can open them; null until known. */
export function useExportPlace(): ExportPlace | null {
  const { jobs } = useActions();
  const [place, setPlace] = useState<ExportPlace | null>(null);
  useEffect(() => {
    void jobs.exportPlace().then((answer) => {
      if (answer.ok) setPlace(answer.value);
    });
  }, [jobs]);
  return place;
}

/** @param openId the id of the export's job or of the saved file */
export function OpenFile({ openId }: { openId: string }) {
  const { files } = useFilesLanguage().words;
  const { jobs } = useActions();
  const openAs = async (how: 'open' | 'show') => showResult(await jobs.openExport({ id: openId, how }));
  return (
    <Group gap="sm">
      <Button variant="default" onClick={() => void openAs('show')}>
        {files.showFile}
      </Button>
      <Button variant="default" onClick={() => void openAs('open')}>
        {files.openFile}
      </Button>
    </Group>
  );
}

/** The text of a notice about a saved file. */
export function SavedFileText({ text, openId }: { text: string; openId: string }) {
  return (
    <>
      <p style={{ margin: '0 0 8px', overflowWrap: 'anywhere' }}>{text}</p>
      <OpenFile openId={openId} />
    </>
  );
}
