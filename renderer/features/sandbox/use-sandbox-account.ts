import { useActions, useDeck } from '../../lib/deck.tsx';

/** Whether the sandbox is the selected account, and a function that selects it. */
export function useSandboxAccount() {
  const { accounts } = useActions();
  const id = useDeck((state) => state.console.accounts?.find((one) => one.kind === 'sandbox')?.id ?? null);
  const current = useDeck((state) => state.console.accounts?.find((one) => one.current) ?? null);
  const isCurrent = current?.kind === 'sandbox';
  return {
    isThere: id !== null,
    isCurrent,
    /** The name of the selected account; '' if there is none. */
    currentName: current?.name ?? '',
    async use(): Promise<void> {
      if (id !== null && !isCurrent) await accounts.switchAccount(id);
    },
  };
}
