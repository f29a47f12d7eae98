/** Asks whether pictures are loaded from the links in a message; the choice is kept for this window. */
import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconPhoto } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useActions, useDeck } from '../../../lib/deck.tsx';
import type { Draft } from '../draft.ts';
import { useFormsWords } from '../forms/language.ts';
import { type Allowed, allowedFor } from '../remote-slice.ts';
import { linksOf } from './links-of.ts';
import classes from './preview.module.css';

/** Wait until the link is complete, instead of loading at each key press. */
const typingPauseMs = 700;

const choices = ['never', 'draft', 'account'] as const;

function usePictures(draft: Draft) {
  const { remote } = useActions();
  const account = useDeck((state) => state.console.overview?.currentAccountId ?? null);
  const keys = draft.steps.map((step) => step.key);
  const allowed = useDeck((state) => allowedFor(state.remote, keys, account));
  const links = linksOf(draft.steps);
  const known = useDeck((state) => links.every((link) => state.remote.files[link] !== undefined));
  const all = links.join('\n');
  useEffect(() => {
    if (allowed === 'never' || all === '') return;
    const timer = setTimeout(() => void remote.loadFiles(all.split('\n')), typingPauseMs);
    return () => clearTimeout(timer);
  }, [allowed, all, remote]);
  return {
    links,
    known,
    allowed,
    show: () => void remote.loadFiles(links),
    allow(what: Allowed) {
      remote.allow({ steps: keys, account }, what);
      if (what !== 'never') void remote.loadFiles(links);
    },
  };
}

export function PictureChoice({ draft }: { draft: Draft }) {
  const words = useFormsWords().forms.preview;
  const { links, known, allowed, show, allow } = usePictures(draft);
  if (links.length === 0) return null;
  return (
    <span className={classes.choice}>
      {allowed === 'never' && !known && (
        <Button
          variant="subtle"
          title={words.showWhy}
          leftSection={<IconPhoto size={14} stroke={1.6} />}
          onClick={show}
        >
          {words.show}
        </Button>
      )}
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <Button variant="subtle" px={4} aria-label={words.always} title={words.always}>
            <IconChevronDown size={14} stroke={1.6} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{words.always}</Menu.Label>
          <Menu.RadioGroup
            value={allowed}
            onChange={(value) => allow(choices.find((one) => one === value) ?? 'never')}
          >
            {choices.map((what) => (
              <Menu.RadioItem key={what} value={what} closeMenuOnClick>
                {words[what]}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
