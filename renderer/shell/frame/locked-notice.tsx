import { Suspense } from 'react';
import { useDeck } from '../../lib/deck.tsx';
import { later } from '../../lib/ui/later.tsx';

const LockedForm = later(async () => (await import('./locked-form.tsx')).LockedForm);

/** Asks for the passphrase if the passwords are encrypted with one. */
export function LockedNotice() {
  const locked = useDeck(
    (state) => state.console.overview?.secrets.locked === true && state.console.overview.secrets.exists,
  );
  return <Suspense fallback={null}>{locked && <LockedForm />}</Suspense>;
}
