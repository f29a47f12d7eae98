import { IconAlertTriangle } from '@tabler/icons-react';
import { useDeck } from '../../../lib/deck.tsx';
import classes from './forms.module.css';
import { useFormsWords } from './language.ts';
import { type LinkKind, linkDoubt } from './link-doubt.ts';

/**
 * A warning below a link's field, once its file was loaded, if the type of the file is unexpected or wrongly
 * declared.
 */
export function LinkWarning({ url, kind }: { url: string; kind: LinkKind }) {
  const words = useFormsWords().forms;
  const file = useDeck((state) => state.remote.files[url.trim()]);
  const doubt = file?.state === 'here' ? linkDoubt(file, kind) : null;
  if (file?.state !== 'here' || doubt === null) return null;
  return (
    <p className={classes.warning} role="status">
      <IconAlertTriangle size={16} stroke={1.6} aria-hidden />
      <span>
        {doubt === 'says' ? words.linkSays(file.says ?? '', file.type) : words.linkOther[kind](file.type)}
      </span>
    </p>
  );
}
