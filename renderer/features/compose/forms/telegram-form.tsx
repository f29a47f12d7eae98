/** Telegram's optional file. */
import { IconAlertTriangle } from '@tabler/icons-react';
import { useDeck } from '../../../lib/deck.tsx';
import { Part, TextField } from './fields.tsx';
import classes from './forms.module.css';
import { hasTelegram } from './has-telegram.ts';
import { useFormsWords } from './language.ts';

function File({ kind }: { kind: string }) {
  const words = useFormsWords().forms;
  if (kind === 'image')
    return <TextField wide link="image" path="image_url" label={words.imageUrl} hint={words.linkHint} />;
  if (kind === 'document')
    return <TextField wide link="any" path="document_url" label={words.documentUrl} hint={words.linkHint} />;
  if (kind === 'audio')
    return <TextField wide link="audio" path="audio_url" label={words.audioUrl} hint={words.linkHint} />;
  return null;
}

export function TelegramForm({ kind }: { kind: string }) {
  const words = useFormsWords().forms;
  const there = useDeck(hasTelegram);
  return (
    <>
      <File kind={kind} />
      <Part of="" elsewhere={['text', 'image_url', 'document_url', 'audio_url']} />
      {!there && (
        <p className={classes.warning}>
          <IconAlertTriangle size={16} stroke={1.6} aria-hidden />
          <span>{words.noTelegram}</span>
        </p>
      )}
    </>
  );
}
