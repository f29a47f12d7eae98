import { isBlankText } from '../../../../shared/messaging/blank.ts';
import type { JsonObject } from '../forms/json-tree.ts';
import { useFormsWords } from '../forms/language.ts';
import { textAt } from './links-of.ts';
import { Bubble, Linked, Nothing } from './parts.tsx';
import classes from './preview.module.css';
import { FileChip, fileNameOf, RemotePicture } from './remote-file.tsx';

export function TelegramPreview({ json }: { json: JsonObject }) {
  const words = useFormsWords().forms.preview;
  const text = textAt(json, 'text');
  const file = (['document', 'audio'] as const).find((kind) => `${kind}_url` in json);
  const picture = 'image_url' in json;
  if (!picture && file === undefined && isBlankText(text)) return <Nothing />;
  const link = file === undefined ? '' : textAt(json, `${file}_url`);
  return (
    <Bubble flush={picture || file !== undefined}>
      {picture && <RemotePicture url={textAt(json, 'image_url')} />}
      {file !== undefined && <FileChip kind={file} name={fileNameOf(link) || words[file]} url={link} />}
      {!isBlankText(text) && (
        <p className={classes.text} dir="auto">
          <Linked text={text} />
        </p>
      )}
    </Bubble>
  );
}
