import { Button } from '@mantine/core';
import { useState } from 'react';
import { describeEnding, endings } from '../../../shared/sandbox/endings.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { isMeant } from '../../lib/palette-match.ts';
import { sandboxPrefix } from '../../lib/sandbox-table.ts';
import { CopyButton } from '../../lib/ui/copy-button.tsx';
import { SearchInput } from '../../lib/ui/search-input.tsx';
import { showResult } from '../../lib/ui/show-result.ts';
import { useSandboxLanguage } from './language.ts';
import classes from './sandbox.module.css';
import { useSandboxAccount } from './use-sandbox-account.ts';

function Row({ ending, does }: { ending: string; does: string }) {
  const { words } = useSandboxLanguage();
  const texts = words.sandbox.numbers;
  const { frame, compose } = useActions();
  const { isCurrent, use } = useSandboxAccount();
  const number = `${sandboxPrefix}${ending}`;
  const write = async () => {
    await use();
    const problem = await compose.beginDraft(null);
    if (problem !== null) return void showResult({ ok: false, problem });
    compose.addRecipients([number]);
    frame.go({ screen: 'compose' });
  };
  return (
    <tr>
      <td className="tnum nowrap">
        {sandboxPrefix}
        <strong>{ending}</strong>
      </td>
      <td className={classes.does}>{does}</td>
      <td className={classes.rowActions}>
        <CopyButton value={number.replaceAll(' ', '')} label={texts.copy(number)} />
        <Button
          variant="subtle"
          aria-label={isCurrent ? texts.writeTo(number) : texts.switchAndWriteTo(number)}
          onClick={() => void write()}
        >
          {isCurrent ? texts.write : texts.switchAndWrite}
        </Button>
      </td>
    </tr>
  );
}

/** All endings and what they do, filtered while the user types. */
export function NumbersSection() {
  const { words } = useSandboxLanguage();
  const texts = words.sandbox.numbers;
  const accounts = useDeck((state) => state.console.accounts);
  const [search, setSearch] = useState('');
  if (accounts === null) return null;
  const rows = endings
    .map(({ ending }) => ({ ending, does: words.endingDoes(ending) ?? describeEnding(ending) }))
    .filter(({ ending, does }) =>
      isMeant(search, [`${sandboxPrefix}${ending}`.replaceAll(' ', ''), sandboxPrefix, ending, does]),
    );
  const others = words.endingDoes('') ?? describeEnding('');
  const withOthers = isMeant(search, [texts.others, others]);
  return (
    <>
      <p className={classes.lead}>{texts.lead}</p>
      <SearchInput
        className={classes.search ?? ''}
        maxLength={200}
        label={texts.search}
        placeholder={texts.placeholder}
        clear={texts.clear}
        value={search}
        onChange={setSearch}
      />
      {rows.length === 0 && !withOthers ? (
        <p className={classes.lead} role="status">
          {texts.nothing(search)}
        </p>
      ) : (
        <table className={classes.table} aria-label={texts.table}>
          <thead>
            <tr>
              <th scope="col">{texts.number}</th>
              <th scope="col">{texts.does}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.ending} {...row} />
            ))}
            {withOthers && (
              <tr>
                <td>{texts.others}</td>
                <td className={classes.does}>{others}</td>
                <td />
              </tr>
            )}
          </tbody>
        </table>
      )}
    </>
  );
}
