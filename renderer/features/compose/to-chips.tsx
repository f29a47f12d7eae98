import { Pill } from '@mantine/core';
import { useActions } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import classes from './compose.module.css';
import type { Recipient } from './recipients.ts';

/** The country of a number, shown beside it so that a mistyped code is noticed before sending. */
function Country({ code, name }: { code: string | null; name: string | null }) {
  const none = useLanguage().words.sending.cost.noCountry;
  return (
    <span className={classes.chipCountry} title={name ?? none}>
      <span aria-hidden>{code ?? '?'}</span>
      <span className="spoken">{name ?? none}</span>
    </span>
  );
}

/** One recipient in the To field; its values are in its tooltip. */
export function Chip({ recipient }: { recipient: Recipient }) {
  const { words, format } = useLanguage();
  const textOf = useProblemText();
  const { compose } = useActions();
  const { key, written, phone, problem, repeat, listed, values } = recipient;
  const shown = phone?.international.replaceAll(' ', '\u00a0') ?? written;
  const state = problem ? classes.chipWrong : repeat || listed ? classes.chipRepeat : '';
  const about = [
    ...(problem ? [textOf(problem).message] : written === shown ? [] : [written]),
    ...(listed ? [words.sending.before.doNotSend(1)] : []),
    ...Object.entries(values).map(([name, value]) => `${name}: ${value}`),
  ].join('\n');
  return (
    <Pill
      withRemoveButton
      className={`${classes.chip} ${state} tnum`}
      title={about === '' ? undefined : about}
      removeButtonProps={{ 'aria-label': words.compose.remove(shown), tabIndex: 0, 'aria-hidden': false }}
      onRemove={() => compose.removeRecipients([key])}
    >
      {shown}
      {phone && <Country code={phone.country} name={phone.country && format.country(phone.country)} />}
    </Pill>
  );
}
