/** Actions on the person of a message that is on the screen, whether it was sent to them or came from them. */
import { IconBan, IconEraser, IconUserSearch } from '@tabler/icons-react';
import { type Action, screenAction } from './action.ts';
import { useActions } from './deck.tsx';
import type { PersonAsked } from './frame-slice.ts';
import { useScreenAction } from './use-action.ts';

export const neverWrite = screenAction({
  id: 'person.never-write',
  label: (words) => words.person.never,
  icon: IconBan,
  keys: [],
  palette: 'here',
});

export const aboutPerson = screenAction({
  id: 'person.about',
  label: (words) => words.person.about,
  icon: IconUserSearch,
  keys: [],
  palette: 'here',
});

export const erasePerson = screenAction({
  id: 'person.erase',
  label: (words) => words.person.erase,
  icon: IconEraser,
  keys: [],
  palette: 'here',
});

export const actionsForPeople: readonly Action[] = [neverWrite, aboutPerson, erasePerson];

/** Provides these actions for a number. @param number E.164; null: it is no phone number, so there is no person */
export function usePersonActions(number: string | null): void {
  const { frame } = useActions();
  const ask = (what: PersonAsked['what']) =>
    number === null ? null : () => frame.showPerson({ number, what });
  useScreenAction(neverWrite, ask('never'));
  useScreenAction(aboutPerson, ask('about'));
  useScreenAction(erasePerson, ask('erase'));
}
