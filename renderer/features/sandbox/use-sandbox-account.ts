import { useActions, useDeck } from '../../lib/deck.tsx';

/** Whether one sends with the sandbox now, and the way to do so. */
export function useSandboxAccount() {
  const { accounts } = useActions();
  const id = useDeck((state) => state.console.accounts?.find((one) => one.kind === 'sandbox')?.id ?? null);
  const current = useDeck((state) => state.console.accounts?.find((one) => one.current) ?? null);
  const isCurrent = current?.kind === 'sandbox';
  return {
    isThere: id !== null,
    isCurrent,
    /** The name of the account that one sends with; '' where there is none. */
    currentName: current?.name ?? '',
    async use(): Promise<void> {
      if (id !== null && !isCurrent) await accounts.switchAccount(id);
    },
  };
}
