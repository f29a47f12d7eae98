import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ProblemView } from '../../../shared/contract/common.ts';
import type { AboutNumber, Erased } from '../../../shared/contract/privacy.ts';
import { forgetNumber } from '../../../shared/messaging/forget-number.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useMinutes } from '../../lib/now.ts';
import facts from '../../lib/ui/facts.module.css';
import { Group } from '../../lib/ui/group.tsx';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import classes from '../../lib/ui/settings.module.css';
import { showResult } from '../../lib/ui/show-result.ts';
import { useFocusBack } from '../../lib/ui/use-focus-back.ts';
import { useTyped } from '../../lib/use-typed.ts';
import {
  JobProgress,
  OpenFile,
  useBackupsLanguage,
  useErasures,
  useExportPlace,
  useNewPassphrase,
} from '../backups/index.ts';
import { ConsentLedger, purposeName, usePurposesLanguage } from '../consent/index.ts';
import { cancellingSentences } from '../messages/index.ts';
import own from './privacy.module.css';

/** Returns the other numbers of a list that contains the number, and the text around it. */
function withoutNumber(text: string, number: string): string {
  const { value, found } = forgetNumber(text, number);
  if (found === 0) return text;
  const left = String(value).trim();
  return /[\p{L}\p{Nd}]/u.test(left) ? left : '';
}

type ConfirmProps = {
  about: AboutNumber;
  onClose: () => void;
  onErased: (erased: Erased) => void;
};

/** Asks before everything about a number is erased. */
export function Confirm({ about, onClose, onErased }: ConfirmProps) {
  useFocusBack();
  const { words, format } = useBackupsLanguage();
  const texts = words.settings.privacy;
  const shown = format.phone(about.number);
  const { compose, inbound, messages, privacy, typed } = useActions();
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const [busy, setBusy] = useState(false);
  const [erasures] = useErasures();
  const passphrase = useNewPassphrase(words.backups.passphrase.withErasure);
  async function erase() {
    setBusy(true);
    if (!passphrase.isEmpty && (await passphrase.submit()) === null) return setBusy(false);
    const answer = await privacy.eraseNumber(about.number);
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem);
    compose.forgetNumber(about.number);
    typed.keepChanged((text) => withoutNumber(text, about.number));
    showResult(answer, texts.erased(shown));
    void messages.refresh();
    void inbound.refresh();
    onErased(answer.value);
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={texts.eraseTitle(shown)}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <div className={own.dialog}>
        <p>{words.backups.about.goes}</p>
        {about.toCancel > 0 && <p>{words.cancelling.before.person(about.toCancel)}</p>}
        {about.runs > 0 && <p>{words.backups.about.runsLose}</p>}
        <p className={own.quiet}>{words.backups.about.stays}</p>
        {erasures?.passphraseSet === false && passphrase.fields}
        <p>{texts.eraseSure}</p>
        {problem && <ProblemNotice problem={problem} alert />}
      </div>
      <div className={classes.dialogFoot}>
        <Button variant="default" data-autofocus onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button color="bad" loading={busy} onClick={() => void erase()}>
          {texts.eraseAction}
        </Button>
      </div>
    </Modal>
  );
}

function Facts({ about }: { about: AboutNumber }) {
  const { purposes } = usePurposesLanguage().words;
  const { words, format } = useBackupsLanguage();
  const texts = words.backups.about;
  const now = useMinutes();
  const between =
    about.firstAt === null || about.lastAt === null
      ? null
      : texts.between(format.when(about.firstAt, now), format.when(about.lastAt, now));
  const counts = [
    [texts.attempts, about.attempts],
    [texts.events, about.events],
    [texts.inbound, about.inbound],
    [texts.callbacks, about.callbacks],
    [texts.polls, about.polls],
    [texts.drafts, about.drafts],
    [texts.runs, about.runs],
    [texts.views, about.views],
    [texts.scenarios, about.scenarios],
  ] as const;
  return (
    <dl className={facts.facts}>
      <dt>{texts.messages}</dt>
      <dd>
        <span className="tnum">{format.number(about.messages)}</span>
        {between !== null && <span className={own.quiet}> · {between}</span>}
      </dd>
      {about.accounts.length > 0 && (
        <>
          <dt>{texts.accounts}</dt>
          <dd>{about.accounts.join(', ')}</dd>
        </>
      )}
      {about.names.length > 0 && (
        <>
          <dt>{texts.names}</dt>
          <dd dir="auto">{about.names.join(' · ')}</dd>
        </>
      )}
      {about.purposes.length > 0 && (
        <>
          <dt>{texts.purposes}</dt>
          <dd>{about.purposes.map((purpose) => purposeName(purpose, purposes)).join(' · ')}</dd>
        </>
      )}
      {counts
        .filter(([, count]) => count > 0)
        .map(([name, count]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd className="tnum">{format.number(count)}</dd>
          </div>
        ))}
      <dt>{texts.doNotSend}</dt>
      <dd>
        {about.doNotSend === null ? texts.notListed : texts.listed(format.when(about.doNotSend.addedAt, now))}
      </dd>
    </dl>
  );
}

function isEmpty(about: AboutNumber): boolean {
  const { messages, inbound, callbacks, drafts, runs, views, scenarios } = about;
  return messages + inbound + callbacks + drafts + runs + views + scenarios === 0;
}

/** Everything about one number. @param onLeave another screen is opened */
export function Found({
  about,
  onErase,
  onLeave,
}: {
  about: AboutNumber;
  onErase: () => void;
  onLeave?: () => void;
}) {
  const { words, format } = useBackupsLanguage();
  const texts = words.backups.about;
  const { jobs, messages, frame } = useActions();
  const [exportId, setExportId] = useState<string | null>(null);
  const job = useDeck((state) => state.jobs.jobs.find(({ id }) => id === exportId) ?? null);
  const place = useExportPlace();
  const shown = format.phone(about.number);
  async function exportAll() {
    const answer = await jobs.startExport({ filter: { recipient: about.number }, format: 'jsonl' });
    if (showResult(answer)) setExportId(answer.value.id);
  }
  return (
    <section className={own.about} aria-label={texts.found(shown)}>
      <h4>{texts.found(shown)}</h4>
      {isEmpty(about) && (
        <p className={own.quiet}>
          {words.settings.privacy.nothing} {texts.stillErase}
        </p>
      )}
      <Facts about={about} />
      <ConsentLedger number={about.number} />
      <div className={classes.row}>
        {about.messages > 0 && (
          <>
            <Button
              variant="default"
              onClick={() => {
                messages.setView({ tab: 'all', account: 'all', search: about.number.slice(1) });
                onLeave?.();
                frame.go({ screen: 'messages', id: null });
              }}
            >
              {texts.show}
            </Button>
            <Button variant="default" disabled={job?.state === 'running'} onClick={() => void exportAll()}>
              {texts.export}
            </Button>
          </>
        )}
        <Button variant="default" color="bad" onClick={onErase}>
          {words.settings.privacy.eraseAction}
        </Button>
      </div>
      {job?.state === 'running' && <JobProgress job={job} label={texts.exporting} />}
      {job?.problem && <ProblemNotice problem={job.problem} alert />}
      {job?.state === 'done' && (
        <>
          <p className={own.small} role="status">
            {texts.exported(job.file ?? '')}
          </p>
          {place?.canOpen === true && <OpenFile openId={job.id} />}
        </>
      )}
    </section>
  );
}

/** What was erased. */
export function Gone({ number, erased }: { number: string; erased: Erased }) {
  const { words, format } = useBackupsLanguage();
  const texts = words.backups.about;
  const { drafts, runs, views, scenarios } = erased;
  return (
    <div className={own.about} role="status">
      <p>
        <strong>{texts.erased(format.phone(number))}</strong>
      </p>
      <p>{texts.erasedText(erased.messages, format.number(erased.messages), erased.backups)}</p>
      {cancellingSentences(erased.cancelling, Date.now(), words, format).map((line) => (
        <p key={line}>{line}</p>
      ))}
      {drafts + runs + views + scenarios > 0 && <p>{texts.alsoFrom(drafts, runs, views, scenarios)}</p>}
      {erased.backupsNotReached.length > 0 && (
        <p className={classes.warn}>{texts.notReached(erased.backupsNotReached.join(', '))}</p>
      )}
      <p className={own.small}>{texts.stays}</p>
    </div>
  );
}

/** Everything about one number: how much there is, an export, and its erasure. */
export function AboutPerson() {
  const { words } = useBackupsLanguage();
  const texts = words.backups.about;
  const { privacy } = useActions();
  const [number, setNumber] = useTyped('about-person');
  const [about, setAbout] = useState<AboutNumber | null>(null);
  const [erasing, setErasing] = useState(false);
  const [gone, setGone] = useState<{ number: string; erased: Erased } | null>(null);
  const [problem, setProblem] = useState<ProblemView | null>(null);
  const textOf = useProblemText();
  async function look(event: FormEvent) {
    event.preventDefault();
    const answer = await privacy.aboutNumber(number);
    setGone(null);
    setProblem(answer.ok ? null : answer.problem);
    setAbout(answer.ok ? answer.value : null);
  }
  return (
    <Group title={texts.title} text={texts.text}>
      <form className={classes.inline} onSubmit={look}>
        <TextInput
          label={words.settings.privacy.number}
          inputMode="tel"
          placeholder="+372 5550 1411"
          value={number}
          error={problem && textOf.whole(problem)}
          onChange={(event) => {
            setNumber(event.currentTarget.value);
            setAbout(null);
          }}
        />
        <Button type="submit" variant="default" mt={20} disabled={number.trim() === ''}>
          {texts.look}
        </Button>
      </form>
      {about && <Found key={about.number} about={about} onErase={() => setErasing(true)} />}
      {about && erasing && (
        <Confirm
          about={about}
          onClose={() => setErasing(false)}
          onErased={(erased) => {
            setErasing(false);
            setGone({ number: about.number, erased });
            setAbout(null);
            setNumber('');
          }}
        />
      )}
      {gone && <Gone number={gone.number} erased={gone.erased} />}
    </Group>
  );
}
