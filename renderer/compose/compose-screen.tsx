import { lazy, Suspense, useEffect, useState } from 'react';
import { useDeck } from '../app/deck.tsx';
import { ChainPane } from './chain-pane.tsx';
import classes from './compose.module.css';
import { ComposeBar } from './compose-bar.tsx';
import { ComposeFoot } from './compose-foot.tsx';
import { PreviewPane } from './preview-pane.tsx';
import { StepEditor } from './step-editor.tsx';
import { ToField } from './to-field.tsx';
import { useComposeKeys } from './use-compose-keys.ts';
import { useSending } from './use-sending.ts';

const ConfirmDialog = lazy(async () => ({ default: (await import('./confirm-dialog.tsx')).ConfirmDialog }));

/** Writing a message: who, which steps in which order, what, and when. */
export function ComposeScreen() {
  const draft = useDeck((state) => state.compose.draft);
  const [menuOpen, setMenuOpen] = useState(false);
  const sending = useSending();
  useComposeKeys({ send: sending.trySend, add: () => setMenuOpen(true) });
  useEffect(() => {
    const begun = document.querySelector('[data-to-field]') !== document.activeElement;
    if (begun) document.querySelector<HTMLElement>('[data-text-field]')?.focus();
  }, []);
  const step = draft.steps.find((one) => one.key === draft.selected) ?? draft.steps[0];
  const index = step ? draft.steps.indexOf(step) : -1;
  return (
    <section className={classes.screen}>
      <ComposeBar />
      <ToField recipients={sending.recipients} tried={sending.tried} />
      <div className={classes.columns}>
        <ChainPane draft={draft} sending={sending} menuOpen={menuOpen} setMenuOpen={setMenuOpen} />
        <div className={classes.middle}>
          {step && (
            <StepEditor key={step.key} draft={draft} step={step} index={index} problems={sending.problems} />
          )}
          <PreviewPane draft={draft} inline />
        </div>
        <PreviewPane draft={draft} />
      </div>
      <ComposeFoot draft={draft} sending={sending} />
      <Suspense fallback={null}>
        {sending.asked !== null && <ConfirmDialog sending={sending} asked={sending.asked} />}
      </Suspense>
    </section>
  );
}
