import { Button } from '@mantine/core';
import { IconArrowDownLeft, IconFlask, IconSend } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { SandboxArrival } from '../../../shared/contract/sandbox.ts';
import { sandboxProblem } from '../../../shared/problems/sandbox.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useMinutes } from '../../lib/now.ts';
import { EmptyState } from '../../lib/ui/empty-state.tsx';
import { SearchInput } from '../../lib/ui/search-input.tsx';
import { showResult } from '../../lib/ui/show-result.ts';
import { StatusMark } from '../../lib/ui/status-mark.tsx';
import { statusShown } from '../messages/index.ts';
import { useSandboxLanguage } from './language.ts';
import classes from './sandbox.module.css';
import { useSandboxPulse } from './use-sandbox-pulse.ts';

function Callbacks({ arrival }: { arrival: SandboxArrival }) {
  const texts = useSandboxLanguage().words.sandbox.arrived;
  const { callbacks, lastTry } = arrival;
  const counts = (['received', 'waiting', 'givenUp', 'dropped'] as const).flatMap((key) =>
    callbacks[key] > 0 ? [texts[key](callbacks[key])] : [],
  );
  const last = lastTry === null ? null : (lastTry.status?.toString() ?? lastTry.error);
  const parts = [
    counts.length === 0 ? texts.noReports : counts.join(' · '),
    ...(last === null ? [] : [texts.lastTry(last)]),
  ];
  return (
    <p className={classes.faint}>
      {arrival.kind === 'message' ? texts.reports : texts.delivery} {parts.join(', ')}
    </p>
  );
}

function Row({ arrival }: { arrival: SandboxArrival }) {
  const { words, format } = useSandboxLanguage();
  const texts = words.sandbox.arrived;
  const { frame, sandbox } = useActions();
  const now = useMinutes();
  const number = format.phone(arrival.person);
  const isMessage = arrival.kind === 'message';
  const open = async () => {
    const found = await sandbox.findMessage(arrival.id);
    if (found.ok) frame.go({ screen: 'messages', id: found.value });
    else
      showResult({
        ok: false,
        problem: sandboxProblem('not-ours'),
      });
  };
  const Icon = isMessage ? IconSend : IconArrowDownLeft;
  return (
    <li className={classes.arrival}>
      <Icon size={16} stroke={1.6} aria-hidden className={classes.arrivalIcon ?? ''} />
      <div className={classes.arrivalMain}>
        <p>
          {isMessage ? texts.message : texts.inbound} <strong className="tnum">{number}</strong>
          {!isMessage && ` · ${arrival.channels.map((channel) => words.channels[channel]).join(', ')}`}
        </p>
        <p className="cut">{arrival.preview === '' ? texts.noText : arrival.preview}</p>
        {isMessage && (
          <p className={classes.marks}>
            {arrival.channels.map((channel, index) => {
              const { kind, word } = statusShown(arrival.statuses[index] ?? null, words);
              return (
                <StatusMark
                  key={channel}
                  kind={arrival.statuses[index] == null ? 'not-needed' : kind}
                  word={texts.step(words.channels[channel], arrival.statuses[index] == null ? '–' : word)}
                  size={14}
                  quiet
                />
              );
            })}
          </p>
        )}
        <Callbacks arrival={arrival} />
      </div>
      <time className={`${classes.faint} tnum nowrap`} title={format.full(arrival.at)}>
        {format.moment(arrival.at, now)}
      </time>
      {isMessage && (
        <Button variant="subtle" aria-label={texts.openOf(number)} onClick={() => void open()}>
          {texts.open}
        </Button>
      )}
    </li>
  );
}

export function ArrivedSection() {
  const { words, format } = useSandboxLanguage();
  const texts = words.sandbox.arrived;
  const { frame, sandbox } = useActions();
  const search = useDeck((state) => state.sandbox.search);
  const arrived = useDeck((state) => state.sandbox.arrived);
  useSandboxPulse(2000, true);
  useEffect(() => () => sandbox.search(''), [sandbox]);
  if (arrived === null) return null;
  if (arrived.all === 0 && search === '') {
    return (
      <EmptyState icon={<IconFlask size={28} stroke={1.2} />} title={texts.empty} text={texts.emptyText}>
        <Button size="sm" variant="default" onClick={() => frame.go({ screen: 'compose' })}>
          {texts.emptyAction}
        </Button>
      </EmptyState>
    );
  }
  const { list, all } = arrived;
  return (
    <>
      <p className={classes.lead}>{texts.lead}</p>
      <div className={classes.searchLine}>
        <SearchInput
          className={classes.search ?? ''}
          maxLength={200}
          label={texts.search}
          placeholder={texts.placeholder}
          clear={texts.clear}
          value={search}
          onChange={sandbox.search}
        />
        <span className={`${classes.faint} tnum`} role="status">
          {all === 0 ? texts.nothing(search) : texts.shown(format.number(list.length), format.number(all))}
        </span>
      </div>
      <ul className={classes.lines} aria-label={texts.list}>
        {list.map((arrival) => (
          <Row key={arrival.id} arrival={arrival} />
        ))}
      </ul>
      {list.length < all && list.length <= 100 && (
        <Button variant="default" onClick={sandbox.showMore}>
          {texts.more}
        </Button>
      )}
    </>
  );
}
