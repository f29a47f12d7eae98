/** How each step looks on a phone, in the order they are tried. */
import { useWords } from '../app/language.tsx';
import { ChannelIcon } from '../ui/channel-icon.tsx';
import { useAfterWords } from './arrival-table.tsx';
import { arrivalsOf } from './arrivals.ts';
import classes from './compose.module.css';
import type { Draft, StepDraft } from './draft.ts';

const looks: Readonly<Record<StepDraft['channel'], string | undefined>> = {
  sms: classes.phoneSms,
  viber: classes.phoneViber,
  whatsapp: classes.phoneWhatsapp,
  rcs: classes.phoneSms,
  telegram: classes.phoneTelegram,
};

function Phone({ step, chosen }: { step: StepDraft; chosen: boolean }) {
  const words = useWords().compose;
  const sender = step.sender.trim() === '' ? words.yourSender : step.sender.trim();
  return (
    <div className={`${classes.phone} ${looks[step.channel] ?? ''}`} data-chosen={chosen}>
      <div className={classes.phoneHead}>
        <span className={classes.avatar} aria-hidden>
          {[...sender][0]?.toUpperCase()}
        </span>
        <strong className="cut">{sender}</strong>
      </div>
      <div className={classes.phoneBody}>
        {step.text.trim() === '' ? (
          <p className={classes.phoneEmpty}>{words.emptyPreview}</p>
        ) : (
          <p className={classes.bubble}>{step.text}</p>
        )}
      </div>
    </div>
  );
}

/** `inline`: under the editor, where there is no room beside it. */
export function PreviewPane({ draft, inline = false }: { draft: Draft; inline?: boolean }) {
  const words = useWords();
  const after = useAfterWords();
  return (
    <section className={inline ? classes.previewInline : classes.preview} aria-label={words.compose.preview}>
      <h2>{words.compose.preview}</h2>
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
