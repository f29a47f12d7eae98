import { ActionIcon, Button, FileButton, Textarea, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import {
  type ClipboardEvent,
  type FormEvent,
  type KeyboardEvent,
  Suspense,
  useEffect,
  useState,
} from 'react';
import type { ProblemView } from '../../../shared/contract/common.ts';
import { isTable } from '../../../shared/messaging/number-rows.ts';
import { splitNumbers } from '../../../shared/messaging/split-numbers.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useFilesLanguage } from '../../lib/files-language.ts';
import { useLanguage } from '../../lib/language.tsx';
import { useMinutes } from '../../lib/now.ts';
import { Group } from '../../lib/ui/group.tsx';
import { later } from '../../lib/ui/later.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import { SearchInput } from '../../lib/ui/search-input.tsx';
import classes from '../../lib/ui/settings.module.css';
import { showResult } from '../../lib/ui/show-result.ts';
import { useTyped } from '../../lib/use-typed.ts';
import { type TableSource, tableFiles, useTableSource } from '../compose/index.ts';
import { cancellingSentences } from '../messages/index.ts';

const ImportDialog = later(async () => (await import('./import-dialog.tsx')).ImportDialog);

/** More numbers than this are shown in a dialog before they are added. */
const mostTyped = 20;

/** Returns a pasted text as what the dialog reads; null if it is short enough for the field. */
function listIn(text: string, country: string | null): TableSource | null {
  if (isTable(text, country)) return { kind: 'pasted', text };
  return splitNumbers(text).length > mostTyped ? { kind: 'pasted', text, isList: true } : null;
}

/** Why nothing was added; `number`: the affected entry, as written. */
type Refused = { readonly number: string | null; readonly problem: ProblemView };

function AddForm({ onList }: { onList: (source: TableSource) => void }) {
  const { words, format } = useLanguage();
  const texts = words.settings.privacy;
  const { privacy } = useActions();
  const [written, setWritten] = useTyped('do-not-send');
  const [reason, setReason] = useTyped('do-not-send-reason');
  const [refused, setRefused] = useState<Refused | null>(null);
  const [done, setDone] = useState<readonly string[]>([]);
  const textOf = useProblemText();
  const country = useDeck((state) => state.console.settings?.defaultCountry ?? null);
  function pasteList(event: ClipboardEvent<HTMLTextAreaElement>) {
    const list = written.trim() === '' ? listIn(event.clipboardData.getData('text'), country) : null;
    if (list === null) return;
    event.preventDefault();
    onList(list);
  }
  async function add(event: FormEvent) {
    event.preventDefault();
    const found = splitNumbers(written);
    // Text without a number is passed on unchanged: the answer says what is wrong with it.
    const numbers = found.length > 0 ? found : [written];
    const answer = await privacy.addDoNotSend(numbers, reason.trim());
    if (!answer.ok) {
      const index = Number(/^numbers\[(\d+)\]$/.exec(answer.problem.field ?? '')?.[1] ?? 0);
      setRefused({ number: numbers.length > 1 ? (numbers[index] ?? null) : null, problem: answer.problem });
      setDone([]);
      return;
    }
    const { entries, cancelling } = answer.value;
    const added = entries.length > 1 ? [texts.addedMany(entries.length)] : [];
    setRefused(null);
    setDone([...added, ...cancellingSentences(cancelling, Date.now(), words, format)]);
    setWritten('');
    setReason('');
  }
  function addOnEnter(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  }
  return (
    <>
      <form className={classes.inline} onSubmit={add}>
        <Textarea
          label={texts.numbers}
          placeholder="+372 5550 1411"
          autosize
          minRows={1}
          maxRows={6}
          value={written}
          error={
            refused &&
            `${refused.number === null ? '' : `${refused.number}: `}${textOf.whole(refused.problem)}`
          }
          onChange={(event) => setWritten(event.currentTarget.value)}
          onKeyDown={addOnEnter}
          onPaste={pasteList}
        />
        <TextInput
          label={texts.reason}
          placeholder={texts.reasonPlaceholder}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" mt={20} disabled={written.trim() === ''}>
          {texts.add}
        </Button>
      </form>
      <div role="status" className={classes.about}>
        {done.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </>
  );
}

/** The entries of the list, newest first, as far as they are loaded. */
function Entries() {
  const { words, format } = useFilesLanguage();
  const texts = words.settings.privacy;
  const own = words.files.optOuts;
  const { privacy } = useActions();
  const list = useDeck((state) => state.console.doNotSend);
  const now = useMinutes();
  if (list === null) return null;
  const isSearch = list.search !== '';
  return (
    <>
      {list.total === 0 ? (
        <p className={classes.about}>{isSearch ? own.notFound : texts.nobody}</p>
      ) : (
        <p className={`${classes.about} tnum`}>{own.total(list.total, format.number(list.total))}</p>
      )}
      <ul className={classes.numbers}>
        {list.entries.map((entry) => (
          <li key={entry.number} className={classes.numberLine}>
            <span className="tnum nowrap">{format.phone(entry.number)}</span>
            <span className={classes.about}>
              {[
                entry.reason,
                // The blacklist is named below.
                entry.source === 'person' || entry.blacklists.some(({ state }) => state === 'found')
                  ? null
                  : own.source(entry.source),
                ...entry.blacklists.map(({ state, account }) => own.onBlacklist(state, account)),
              ]
                .filter((text) => text !== null)
                .join(' · ')}
            </span>
            <span className={`${classes.about} nowrap`}>
              {texts.added(format.moment(entry.addedAt, now))}
            </span>
            <ActionIcon
              size={24}
              aria-label={texts.take(entry.number)}
              onClick={() => void privacy.removeDoNotSend(entry.number).then((answer) => showResult(answer))}
            >
              <IconX size={14} stroke={1.6} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {list.next !== null && (
        <Button variant="default" onClick={() => void privacy.loadMoreDoNotSend()}>
          {own.showMore}
        </Button>
      )}
    </>
  );
}

/** The do-not-send list. */
export function DoNotSendList() {
  const { words } = useFilesLanguage();
  const texts = words.settings.privacy;
  const own = words.files.optOuts;
  const { privacy } = useActions();
  const [search, setSearch] = useState('');
  const isLong = useDeck(({ console: { doNotSend } }) => search !== '' || (doNotSend?.total ?? 0) > 10);
  const list = useTableSource();
  useEffect(() => {
    void privacy.loadDoNotSend(search);
  }, [privacy, search]);
  return (
    <Group title={texts.doNotSend} text={texts.doNotSendText}>
      <AddForm onList={list.show} />
      <FileButton onChange={list.read} accept={tableFiles}>
        {(props) => (
          <Button variant="default" {...props}>
            {own.openFile}
          </Button>
        )}
      </FileButton>
      {isLong && (
        <SearchInput
          label={own.search}
          placeholder={own.search}
          clear={own.clearSearch}
          maxLength={40}
          value={search}
          onChange={setSearch}
        />
      )}
      <Entries />
      <Suspense fallback={null}>
        {list.source !== null && <ImportDialog source={list.source} onClose={list.close} />}
      </Suspense>
    </Group>
  );
}
