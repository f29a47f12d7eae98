/** The fields of the channel's form below the text; loaded with the compose screen. */
import { IconAlertTriangle } from '@tabler/icons-react';
import classes from './forms.module.css';
import { useFormsWords } from './language.ts';
import { RcsForm } from './rcs-form.tsx';
import { kindOfStep, rawKind } from './step-content.ts';
import { useStepForm } from './step-form.tsx';
import { TelegramForm } from './telegram-form.tsx';
import { ViberForm } from './viber-form.tsx';
import { WhatsappForm } from './whatsapp-form.tsx';

const forms = { viber: ViberForm, whatsapp: WhatsappForm, rcs: RcsForm, telegram: TelegramForm } as const;

function Raw() {
  const words = useFormsWords().forms;
  const form = useStepForm();
  return (
    <div>
      <p className={classes.hint}>{words.rawWhy}</p>
      <pre className={`${classes.raw} mono`}>{JSON.stringify(form.valueOf('$raw'), null, 2)}</pre>
    </div>
  );
}

/** The form of a channel. @param afterText whether a text field is above it */
export function ChannelForm({ afterText }: { afterText: boolean }) {
  const form = useStepForm();
  const kind = kindOfStep(form.step);
  if (form.step.channel === 'sms') return null;
  if (kind === rawKind) return <Raw />;
  const Fields = forms[form.step.channel];
  return (
    <div className={classes.form} data-after-text={afterText}>
      <Fields kind={kind} />
    </div>
  );
}

/** Problems without a field: an invalid combination, or a value that the form cannot represent. */
export function Elsewhere() {
  const words = useFormsWords().forms;
  const { elsewhere, problemText } = useStepForm();
  if (elsewhere.length === 0) return null;
  return (
    <div className={classes.elsewhere} role="alert">
      <IconAlertTriangle size={16} stroke={1.6} aria-hidden />
      <ul aria-label={words.elsewhere}>
        {elsewhere.map((problem) => (
          <li key={`${problem.field} ${problem.code}`}>{problemText(problem)}</li>
        ))}
      </ul>
    </div>
  );
}
