import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Blacklist } from '../../../shared/contract/privacy.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useFilesLanguage } from '../../lib/files-language.ts';
import { useMinutes } from '../../lib/now.ts';
import { Group } from '../../lib/ui/group.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import classes from '../../lib/ui/settings.module.css';

/** Messente's blacklists: what Omnideck found there, and what it is still to change. */
export function Blacklists() {
  const { words } = useFilesLanguage();
  const own = words.files.optOuts;
  const { privacy } = useActions();
  const [all, setAll] = useState<readonly Blacklist[]>([]);
  const [isReading, setReading] = useState(false);
  // Each change of a blacklist is reported as a change of the list, which is then loaded again.
  const list = useDeck((state) => state.console.doNotSend);
  useEffect(() => {
    let isShown = list !== null;
    void privacy.blacklists().then((answer) => {
      if (answer.ok && isShown) setAll(answer.value);
    });
    return () => {
      isShown = false;
    };
  }, [privacy, list]);
  async function read() {
    setReading(true);
    const answer = await privacy.readBlacklists();
    setReading(false);
    if (answer.ok) setAll(answer.value);
  }
  if (all.length === 0) return null;
  return (
    <Group title={own.blacklists} text={own.blacklistsText}>
      <ul className={classes.numbers}>
        {all.map((one) => (
          <Line key={one.accountId} blacklist={one} />
        ))}
      </ul>
      <Button variant="default" loading={isReading} onClick={() => void read()}>
        {own.readBlacklists}
      </Button>
    </Group>
  );
}

function Line({ blacklist }: { blacklist: Blacklist }) {
  const { words, format } = useFilesLanguage();
  const own = words.files.optOuts;
  const textOf = useProblemText();
  const now = useMinutes();
  const { account, readAt, entries, toWrite, toDelete, problem } = blacklist;
  const about =
    readAt === null || entries === null
      ? own.blacklistUnread
      : own.blacklistRead(entries, format.number(entries), format.moment(readAt, now));
  const work = [
    ...(toWrite > 0 ? [own.toWrite(toWrite)] : []),
    ...(toDelete > 0 ? [own.toDelete(toDelete)] : []),
  ];
  return (
    <li className={classes.numberLine}>
      <span className="cut">{account}</span>
      <span className={classes.about}>{problem === null ? about : textOf.whole(problem)}</span>
      <span className={`${classes.about} nowrap`}>{work.join(' · ')}</span>
    </li>
  );
}
