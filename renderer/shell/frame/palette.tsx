/** All commands by name, and messages by number or text: Ctrl/⌘+K. A combobox: the field keeps the focus. */
import { Modal, TextInput } from '@mantine/core';
import { IconClick, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { MessageRow } from '../../../shared/contract/messages.ts';
import { messageShown } from '../../features/messages/index.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import { useMinutes } from '../../lib/now.ts';
import { isMeant } from '../../lib/palette-match.ts';
import { Keys } from '../../lib/ui/keys.tsx';
import { StatusIcon } from '../../lib/ui/status-mark.tsx';
import { useFocusBack } from '../../lib/ui/use-focus-back.ts';
import classes from './palette.module.css';
import { buttonsOf } from './screen-buttons.ts';
import { type Command, type CommandGroup, useCommands } from './use-commands.tsx';

/** The pause in typing after which messages are searched. */
const pauseMs = 120;

function useFound(query: string): readonly MessageRow[] {
  const { palette } = useActions();
  const ready = useDeck((state) => (state.console.accounts?.length ?? 0) > 0);
  const [found, setFound] = useState<readonly MessageRow[]>([]);
  useEffect(() => {
    if (!ready) return;
    let late = false;
    const look = async () => {
      const rows = await palette.find(query);
      if (!late) setFound(rows);
    };
    const timer = setTimeout(() => void look(), query === '' ? 0 : pauseMs);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [query, ready, palette]);
  return found;
}

/** The matching messages, and a link to all of them. */
function useMessageCommands(query: string): CommandGroup {
  const { words, format } = useLanguage();
  const { frame, messages } = useActions();
  const found = useFound(query);
  const now = useMinutes();
  const commands: Command[] = found.map((row) => {
    const shown = messageShown(row, now, words, format);
    return {
      id: `message-${row.id}`,
      label: format.phone(row.to),
      about: [shown.word, format.moment(row.createdAt, now), row.preview].filter(Boolean).join(' · '),
      icon: <StatusIcon kind={shown.kind} size={16} />,
      run: () => frame.go({ screen: 'messages', id: row.id }),
    };
  });
  if (query !== '' && found.length > 0) {
    commands.push({
      id: 'search-all',
      label: words.palette.searchFor(query),
      icon: <IconSearch size={16} stroke={1.6} />,
      run: () => {
        messages.showAll();
        messages.setSearch(query);
        frame.go({ screen: 'messages', id: null });
      },
    });
  }
  return { name: query === '' ? words.palette.recent : words.palette.found, commands };
}

function Option({
  command,
  id,
  active,
  onPick,
  onPoint,
}: {
  command: Command;
  id: string;
  active: boolean;
  onPick: () => void;
  onPoint: () => void;
}) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) element.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field holds the focus and names the active option
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys
    <div
      ref={element}
      id={id}
      role="option"
      aria-selected={active}
      className={classes.option}
      onClick={onPick}
      onMouseMove={onPoint}
    >
      <span className={classes.icon} aria-hidden>
        {command.icon}
      </span>
      <span className={`${classes.label} cut`}>{command.label}</span>
      {command.about !== undefined && <span className={`${classes.about} cut tnum`}>{command.about}</span>}
      {command.keys !== undefined && <Keys keys={command.keys} />}
    </div>
  );
}

/** The screen's buttons that have no command; only found by typing, because there may be many. */
function useButtons(query: string, all: readonly CommandGroup[]): readonly CommandGroup[] {
  const { words } = useLanguage();
  // The state of the screen when the palette was opened.
  const [buttons] = useState(() => buttonsOf(document.getElementById('content')));
  if (query === '') return all;
  const here = words.palette.here;
  const known = new Set(all.flatMap(({ commands }) => commands.map(({ label }) => label)));
  const more = buttons
    .filter(({ label }) => !known.has(label))
    .map(
      ({ label, press }, index): Command => ({
        id: `button-${index}`,
        label,
        icon: <IconClick size={16} stroke={1.6} />,
        run: press,
      }),
    );
  const own = all.find(({ name }) => name === here)?.commands ?? [];
  return [{ name: here, commands: [...own, ...more] }, ...all.filter(({ name }) => name !== here)];
}

function useGroups(query: string): readonly CommandGroup[] {
  const all = useButtons(query, useCommands());
  const found = useMessageCommands(query);
  const meant = all
    .map(({ name, commands }) => ({
      name,
      commands: commands.filter(({ label, about = '' }) => isMeant(query, [label, name, about])),
    }))
    .filter(({ commands }) => commands.length > 0);
  const messages = found.commands.length > 0 ? [found] : [];
  /* Typed text is usually a command; without text, the last messages come first. */
  return query === '' ? [...meant.slice(0, 2), ...messages, ...meant.slice(2)] : [...meant, ...messages];
}

function Dialog({ pick, close }: { pick: (command: Command) => void; close: () => void }) {
  useFocusBack();
  const { words } = useLanguage();
  const { compose } = useActions();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const groups = useGroups(typed.trim());
  const commands = groups.flatMap((group) => group.commands);
  const active = Math.min(at, commands.length - 1);
  const listId = useId();
  const optionId = (command: Command) => `${listId}-${command.id}`;
  const current = commands[active];

  useEffect(() => {
    void compose.followDrafts();
    void compose.templates.load();
  }, [compose]);

  function press(event: KeyboardEvent) {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const again = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
    if (event.nativeEvent.isComposing || (by === 0 && event.key !== 'Enter' && !again)) return;
    event.preventDefault();
    if (again) close();
    else if (by !== 0) setAt((active + by + commands.length) % Math.max(1, commands.length));
    else if (current) pick(current);
  }

  return (
    <Modal.Root
      opened
      onClose={close}
      size={620}
      yOffset={64}
      centered={false}
      classNames={{ content: classes.content ?? '' }}
    >
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content aria-label={words.palette.open}>
        <TextInput
          data-autofocus
          role="combobox"
          aria-expanded
          aria-autocomplete="list"
          aria-controls={listId}
          aria-activedescendant={current ? optionId(current) : undefined}
          aria-label={words.palette.placeholder}
          placeholder={words.palette.placeholder}
          autoComplete="off"
          spellCheck={false}
          variant="unstyled"
          leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
          classNames={{ input: classes.input ?? '' }}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={press}
        />
        <div id={listId} role="listbox" aria-label={words.palette.open} className={classes.list}>
          {groups.map((group) => (
            // biome-ignore lint/a11y/useSemanticElements: a group of options is no set of fields
            <div key={group.name} role="group" aria-label={group.name}>
              <div className={classes.group} aria-hidden>
                {group.name}
              </div>
              {group.commands.map((command) => (
                <Option
                  key={command.id}
                  command={command}
                  id={optionId(command)}
                  active={command.id === current?.id}
                  onPick={() => pick(command)}
                  onPoint={() => setAt(commands.indexOf(command))}
                />
              ))}
            </div>
          ))}
        </div>
        <p className={commands.length === 0 ? classes.nothing : 'spoken'} role="status">
          {commands.length === 0 ? words.palette.nothing : words.palette.results(commands.length)}
        </p>
      </Modal.Content>
    </Modal.Root>
  );
}

/** @param opened while false, the palette is only loaded, so that it opens at once */
export function Palette({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const picked = useRef<Command | null>(null);
  /*
   * Runs after the palette has closed: a command may move the focus, or press a key that a dialog would
   * intercept.
   */
  useEffect(() => {
    if (opened) return;
    const command = picked.current;
    picked.current = null;
    command?.run();
  }, [opened]);
  if (!opened) return null;
  return (
    <Dialog
      close={onClose}
      pick={(command) => {
        picked.current = command;
        onClose();
      }}
    />
  );
}
