import { Button, Switch } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Backup } from '../../../shared/contract/backups.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useMinutes } from '../../lib/now.ts';
import { CopyButton } from '../../lib/ui/copy-button.tsx';
import { Group } from '../../lib/ui/group.tsx';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import { showResult } from '../../lib/ui/show-result.ts';
import classes from './data.module.css';
import { JobProgress } from './job-progress.tsx';
import { runningJob } from './jobs-slice.ts';
import { useBackupsLanguage } from './language.ts';
import { RestoreDialog } from './restore-dialog.tsx';

function BackupLine({ backup, onRestore }: { backup: Backup; onRestore: () => void }) {
  const { words, format } = useBackupsLanguage();
  const texts = words.backups;
  const when = format.when(backup.at, useMinutes());
  const size = backup.bytes / 1e6;
  return (
    <li className={classes.line}>
      <span title={backup.file}>{when}</span>
      <span className={classes.quiet}>{texts.kinds[backup.kind]}</span>
      <span className={`${classes.size} tnum`}>
        {texts.megabytes(format.number(size < 10 ? Math.round(size * 10) / 10 : Math.round(size)))}
      </span>
      <Button variant="subtle" aria-label={texts.restoreOf(when)} onClick={onRestore}>
        {texts.restore}
      </Button>
    </li>
  );
}

/** The list of backups, with a button that makes another. */
export function BackupList() {
  const { words } = useBackupsLanguage();
  const texts = words.backups;
  const { jobs } = useActions();
  const { setSettings } = useActions().settings;
  const backups = useDeck((state) => state.jobs.backups);
  const all = useDeck((state) => state.jobs.jobs);
  const settings = useDeck((state) => state.console.settings);
  const folder = useDeck((state) => state.console.info?.dataFolder ?? null);
  const [chosen, setChosen] = useState<Backup | null>(null);
  const [madeId, setMadeId] = useState<string | null>(null);
  useEffect(() => {
    void jobs.loadBackups();
  }, [jobs]);
  const running = runningJob(all, 'backup');
  const made = all.find((job) => job.id === madeId && job.state !== 'running') ?? null;
  async function backUp() {
    const answer = await jobs.startBackup();
    if (showResult(answer)) setMadeId(answer.value.id);
  }
  const place = folder === null ? null : `${folder}/backups`;
  return (
    <Group title={texts.backups} text={texts.backupsText}>
      {settings && (
        <Switch
          label={texts.daily}
          checked={settings.dailyBackups}
          onChange={(event) =>
            void setSettings({ dailyBackups: event.currentTarget.checked }).then((answer) =>
              showResult(answer),
            )
          }
        />
      )}
      {running ? (
        <JobProgress job={running} label={texts.making} />
      ) : (
        <Button variant="default" onClick={() => void backUp()}>
          {texts.now}
        </Button>
      )}
      {made?.problem && <ProblemNotice problem={made.problem} alert />}
      {made?.state === 'done' && (
        <p className={classes.small} role="status">
          {texts.made(made.file ?? '')}
        </p>
      )}
      {backups !== null && backups.length === 0 && <p className={classes.quiet}>{texts.none}</p>}
      {backups !== null && backups.length > 0 && (
        <ul className={classes.list} aria-label={texts.list}>
          {backups.map((backup) => (
            <BackupLine key={backup.file} backup={backup} onRestore={() => setChosen(backup)} />
          ))}
        </ul>
      )}
      {place !== null && backups !== null && backups.length > 0 && (
        <p className={classes.folder}>
          {texts.folder}: <span className="mono">{place}</span>
          <CopyButton value={place} label={texts.copyFolder} />
        </p>
      )}
      {chosen && <RestoreDialog source={chosen.file} onClose={() => setChosen(null)} />}
    </Group>
  );
}
