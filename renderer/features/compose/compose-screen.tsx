import { Suspense, useEffect, useRef, useState } from 'react';
import { useDeck } from '../../lib/deck.tsx';
import { later } from '../../lib/ui/later.tsx';
import { useScreenAction } from '../../lib/use-action.ts';
import { addStep, sendMessage } from './actions.ts';
import { ChainPane } from './chain-pane.tsx';
import classes from './compose.module.css';
import { ComposeBar } from './compose-bar.tsx';
import { ComposeFoot } from './compose-foot.tsx';
import { DraftNotices } from './draft-notices.tsx';
import { watchFields } from './insert-text.ts';
import { PersonWalker } from './person-walker.tsx';
import { PreviewPane } from './preview-pane.tsx';
import { StepEditor } from './step-editor.tsx';
import { ToField } from './to-field.tsx';
import { MergingProvider, useMerging } from './use-merging.ts';
import { useSending } from './use-sending.ts';

const ConfirmDialog = later(async () => (await import('./confirm-dialog.tsx')).ConfirmDialog);

/** The screen for writing a message: recipients, steps and their order, texts, and time. */
export function ComposeScreen() {
  const draft = useDeck((state) => state.compose.draft);
  const [menuOpen, setMenuOpen] = useState(false);
  const sending = useSending();
  const merging = useMerging(draft, sending.recipients.people);
  const screen = useRef<HTMLElement>(null);
  const fields = useRef<ReturnType<typeof watchFields> | null>(null);
  useScreenAction(sendMessage, sending.trySend);
  useScreenAction(addStep, () => setMenuOpen(true));
  useEffect(() => {
    const begun = document.querySelector('[data-to-field]') !== document.activeElement;
    if (begun) document.querySelector<HTMLElement>('[data-text-field]')?.focus();
  }, []);
  useEffect(() => {
    if (screen.current === null) return;
    fields.current = watchFields(screen.current);
    return fields.current.stop;
  }, []);
  const step = draft.steps.find((one) => one.key === draft.selected) ?? draft.steps[0];
  const index = step ? draft.steps.indexOf(step) : -1;
  return (
    <MergingProvider value={merging}>
      <section ref={screen} className={classes.screen}>
        <ComposeBar />
        <DraftNotices />
        <ToField
          recipients={sending.recipients}
          tried={sending.tried}
          merging={merging}
          onInsert={(text) => fields.current?.insert(text)}
        />
        <div className={classes.columns}>
          <ChainPane draft={draft} sending={sending} menuOpen={menuOpen} setMenuOpen={setMenuOpen} />
          <div className={classes.middle}>
            {step && (
              <StepEditor
                key={step.key}
                draft={draft}
                step={step}
                index={index}
                problems={sending.problems}
              />
            )}
            <PreviewPane draft={merging.shown} inline head={<PersonWalker merging={merging} />} />
          </div>
          <PreviewPane draft={merging.shown} head={<PersonWalker merging={merging} />} />
        </div>
        <ComposeFoot draft={draft} sending={sending} />
        <Suspense fallback={null}>
          {sending.asked !== null && <ConfirmDialog sending={sending} asked={sending.asked} />}
        </Suspense>
      </section>
    </MergingProvider>
  );
}
