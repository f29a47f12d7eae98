/** The preview of each step on a phone, in order. */
import type { ReactNode } from 'react';
import { useWords } from '../../lib/language.tsx';
import { ChannelIcon } from '../../lib/ui/channel-icon.tsx';
import { useAfterWords } from './arrival-table.tsx';
import { arrivalsOf } from './arrivals.ts';
import classes from './compose.module.css';
import type { Draft } from './draft.ts';
import { Phone } from './preview/phone.tsx';
import { PictureChoice } from './preview/picture-choice.tsx';
import previewClasses from './preview/preview.module.css';

type PreviewProps = {
  draft: Draft;
  /** Below the editor if there is no room beside it. */
  inline?: boolean;
  /** The recipient whose message is shown. */
  head?: ReactNode;
};

export function PreviewPane({ draft, inline = false, head }: PreviewProps) {
  const words = useWords();
  const after = useAfterWords();
  return (
    <section
      className={inline ? classes.previewInline : classes.preview}
      aria-label={words.compose.preview}
      // A scrollable area must be reachable by keyboard.
      {...(inline ? {} : { tabIndex: 0 })}
    >
      <div className={previewClasses.title}>
        <h2>{words.compose.preview}</h2>
        <PictureChoice draft={draft} />
      </div>
      {head}
      <ol>
        {arrivalsOf(draft).map(({ step, afterSeconds }) => (
          <li key={step.key}>
            <p className={classes.previewHead} data-chosen={step.key === draft.selected}>
              <ChannelIcon channel={step.channel} />
              <span>{words.channels[step.channel]}</span>
              <span className={classes.previewAfter}>{after(afterSeconds)}</span>
            </p>
            <Phone step={step} chosen={draft.steps.length > 1 && step.key === draft.selected} />
          </li>
        ))}
      </ol>
    </section>
  );
}
