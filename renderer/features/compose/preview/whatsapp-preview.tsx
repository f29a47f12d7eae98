import { isBlankText } from '../../../../shared/messaging/blank.ts';
import { useDeck } from '../../../lib/deck.tsx';
import { getAt, type JsonObject } from '../forms/json-tree.ts';
import { useFormsWords } from '../forms/language.ts';
import { has, textAt } from './links-of.ts';
import { Bubble, Nothing, Styled } from './parts.tsx';
import classes from './preview.module.css';
import { FileChip, fileNameOf, hostOf, RemotePicture } from './remote-file.tsx';
import { WhatsappTemplatePreview } from './whatsapp-template-preview.tsx';

function TextPreview({ json }: { json: JsonObject }) {
  const body = textAt(json, 'text.body');
  if (isBlankText(body)) return <Nothing />;
  const link = /https?:\/\/[^\s<>"]+/u.exec(body)?.[0];
  const previewed = link !== undefined && getAt(json, 'text.preview_url') !== false;
  return (
    <Bubble>
      {previewed && <span className={classes.linkPreview}>{hostOf(link)}</span>}
      <p className={classes.text} dir="auto">
        <Styled text={body} />
      </p>
    </Bubble>
  );
}

function Sticker({ url }: { url: string }) {
  return (
    <span className={classes.sticker}>
      <RemotePicture shape="square" url={url} />
    </span>
  );
}

const kinds = ['image', 'video', 'audio', 'document', 'sticker'] as const;

export function WhatsappPreview({ json }: { json: JsonObject }) {
  const words = useFormsWords().forms.preview;
  const known = useDeck((state) => state.remote.files);
  const kind = kinds.find((one) => one in json);
  if ('template' in json) return <WhatsappTemplatePreview json={json} />;
  if (kind === undefined) return <TextPreview json={json} />;
  const link = textAt(json, `${kind}.link`);
  const id = textAt(json, `${kind}.id`);
  const uploaded = has(json, `${kind}.id`) ? words.upload(id) : null;
  const caption = textAt(json, `${kind}.caption`);
  if (kind === 'sticker' && uploaded === null) return <Sticker url={link} />;
  const file = known[link.trim()];
  const picture = kind === 'image' || kind === 'video' || (file?.state === 'here' && file.dataUrl !== null);
  const name = textAt(json, 'document.file_name') || fileNameOf(link) || words[kind];
  return (
    <Bubble flush>
      {uploaded === null && picture ? (
        <RemotePicture url={link} video={kind === 'video'} />
      ) : (
        <FileChip
          kind={kind === 'audio' || kind === 'document' ? kind : 'file'}
          name={uploaded ?? name}
          url={link}
        />
      )}
      {!isBlankText(caption) && (
        <p className={classes.text} dir="auto">
          <Styled text={caption} />
        </p>
      )}
    </Bubble>
  );
}
