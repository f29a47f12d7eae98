/** The settings page for backups, and for importing messages. */
import { Button, FileButton } from '@mantine/core';
import { useState } from 'react';
import { Group } from '../../lib/ui/group.tsx';
import { BackupList } from './backup-list.tsx';
import { BackupPassphrase } from './backup-passphrase.tsx';
import { ImportMessages } from './import-messages.tsx';
import { useBackupsLanguage } from './language.ts';
import { RestoreDialog } from './restore-dialog.tsx';

function RestoreFile() {
  const texts = useBackupsLanguage().words.backups;
  const [file, setFile] = useState<File | null>(null);
  return (
    <Group title={texts.restoreFile} text={texts.restoreFileText}>
      <FileButton accept=".db" onChange={setFile}>
        {(props) => (
          <Button variant="default" {...props}>
            {texts.chooseBackup}
          </Button>
        )}
      </FileButton>
      {file && <RestoreDialog source={file} onClose={() => setFile(null)} />}
    </Group>
  );
}

export function DataSettings() {
  return (
    <>
      <BackupList />
      <RestoreFile />
      <BackupPassphrase />
      <ImportMessages />
    </>
  );
}
