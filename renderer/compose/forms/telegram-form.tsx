/** Telegram's file, where there is one. */
import { useWords } from '../../app/language.tsx';
import { TextField } from './fields.tsx';

export function TelegramForm({ kind }: { kind: string }) {
  const words = useWords().forms;
  if (kind === 'image')
    return <TextField wide path="image_url" label={words.imageUrl} hint={words.linkHint} />;
  if (kind === 'document')
    return <TextField wide path="document_url" label={words.documentUrl} hint={words.linkHint} />;
  if (kind === 'audio')
    return <TextField wide path="audio_url" label={words.audioUrl} hint={words.linkHint} />;
  return null;
}
