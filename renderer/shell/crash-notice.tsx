import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useWords } from '../lib/language.tsx';
import { EmptyState } from '../lib/ui/empty-state.tsx';

function Crashed({ error }: { error: Error }) {
  const words = useWords();
  return (
    <div role="alert" style={{ height: '100%' }}>
      <EmptyState title={words.problems.crash.title} text={words.problems.crash.text}>
        <p className="mono">{error.message}</p>
        <Button variant="default" mt="md" onClick={() => window.location.reload()}>
          {words.problems.crash.reload}
        </Button>
      </EmptyState>
    </div>
  );
}

/** Confines an error of one screen; the rest of the window continues to work. */
export class CrashNotice extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    return this.state.error ? <Crashed error={this.state.error} /> : this.props.children;
  }
}
