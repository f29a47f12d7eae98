/** The dialog about one person, opened on a message that was sent to them or came from them. */
import { Button, Loader, Modal, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ProblemView } from '../../../shared/contract/common.ts';
import type { AboutNumber, Erased } from '../../../shared/contract/privacy.ts';
import { useActions } from '../../lib/deck.tsx';
import type { PersonAsked } from '../../lib/frame-slice.ts';
import { useMinutes } from '../../lib/now.ts';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import classes from '../../lib/ui/settings.module.css';
import { showResult } from '../../lib/ui/show-result.ts';
import { useFocusBack } from '../../lib/ui/use-focus-back.ts';
import { useBackupsLanguage } from '../backups/index.ts';
import { cancellingSentences } from '../messages/index.ts';
import { Confirm, Found, Gone } from './about-person.tsx';
import own from './privacy.module.css';

type PartProps = { about: AboutNumber; onClose: () => void };

function Listed({ about, listedAt, onClose }: PartProps & { listedAt: number }) {
  const { words, format } = useBackupsLanguage();
  const texts = words.backups.about.never;
  const { frame } = useActions();
  const now = useMinutes();
  function showList() {
    onClose();
    frame.go({ screen: 'settings', section: 'privacy' });
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={texts.already(format.phone(about.number), format.moment(listedAt, now))}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <div className={own.dialog}>
        <p>{texts.alreadyText}</p>
      </div>
      <div className={classes.dialogFoot}>
        <Button variant="default" onClick={showList}>
          {texts.showList}
        </Button>
        <Button data-autofocus onClick={onClose}>
          {words.common.close}
        </Button>
      </div>
    </Modal>
  );
}

function Never({ about, onClose }: PartProps) {
  const { words, format } = useBackupsLanguage();
  const texts = words.backups.about.never;
  const { privacy } = useActions();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const [busy, setBusy] = useState(false);
  const shown = format.phone(about.number);
  async function add() {
    setBusy(true);
    const answer = await privacy.addDoNotSend([about.number], reason.trim());
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem);
    const cancelled = cancellingSentences(answer.value.cancelling, Date.now(), words, format);
    showResult(answer, [texts.done(shown), ...cancelled].join(' '));
    onClose();
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={texts.title(shown)}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <div className={own.dialog}>
        <p>{texts.text}</p>
        {about.toCancel > 0 && <p>{words.cancelling.before.person(about.toCancel)}</p>}
        <TextInput
          label={words.settings.privacy.reason}
          placeholder={words.settings.privacy.reasonPlaceholder}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {problem && <ProblemNotice problem={problem} alert />}
      </div>
      <div className={classes.dialogFoot}>
        <Button variant="default" data-autofocus onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button color="bad" loading={busy} onClick={() => void add()}>
          {texts.go}
        </Button>
      </div>
    </Modal>
  );
}

type WholeProps = {
  number: string;
  about: AboutNumber | null;
  problem: ProblemView | null;
  erased: Erased | null;
  onErase: () => void;
  onClose: () => void;
};

/** Everything about the person, or what was erased. */
function Whole({ number, about, problem, erased, onErase, onClose }: WholeProps) {
  const { words } = useBackupsLanguage();
  return (
    <Modal
      opened
      size={560}
      onClose={onClose}
      title={words.backups.about.title}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      {problem && <ProblemNotice problem={problem} alert />}
      {about === null && problem === null && (
        <Loader size="sm" role="status" aria-label={words.common.loading} />
      )}
      {about && erased === null && <Found about={about} onErase={onErase} onLeave={onClose} />}
      {erased && <Gone number={number} erased={erased} />}
      {erased && (
        <div className={classes.dialogFoot}>
          <Button onClick={onClose}>{words.common.close}</Button>
        </div>
      )}
    </Modal>
  );
}

/** @param asked what is asked first: from everything about a person, a button leads to the erasure */
export function PersonDialog({ asked, onClose }: { asked: PersonAsked; onClose: () => void }) {
  useFocusBack();
  const { privacy } = useActions();
  const { number } = asked;
  const [what, setWhat] = useState(asked.what);
  const [about, setAbout] = useState<AboutNumber | null>(null);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const [erased, setErased] = useState<Erased | null>(null);
  useEffect(() => {
    let stale = false;
    void privacy.aboutNumber(number).then((answer) => {
      if (stale) return;
      if (answer.ok) setAbout(answer.value);
      else setProblem(answer.problem);
    });
    return () => {
      stale = true;
    };
  }, [privacy, number]);
  if (about && what === 'never') {
    const listedAt = about.doNotSend?.addedAt ?? null;
    if (listedAt !== null) return <Listed about={about} listedAt={listedAt} onClose={onClose} />;
    return <Never about={about} onClose={onClose} />;
  }
  if (about && what === 'erase' && erased === null)
    return <Confirm about={about} onClose={onClose} onErased={setErased} />;
  return (
    <Whole
      number={number}
      about={about}
      problem={problem}
      erased={erased}
      onErase={() => setWhat('erase')}
      onClose={onClose}
    />
  );
}
