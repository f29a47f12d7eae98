/** Loads the current account's WhatsApp templates when they are needed. */
import { useEffect } from 'react';
import { useActions, useDeck } from '../../../lib/deck.tsx';
import type { TemplateList } from '../remote-slice.ts';

const nothingYet: TemplateList = { loading: false, known: null, problem: null };

export function useTemplates(): TemplateList & { readonly ask: () => void } {
  const { remote } = useActions();
  const account = useDeck((state) => state.console.overview?.currentAccountId ?? '');
  const list = useDeck((state) => state.remote.templates[account]) ?? nothingYet;
  useEffect(() => void remote.loadTemplates(account), [account, remote]);
  return { ...list, ask: () => void remote.loadTemplates(account, true) };
}
