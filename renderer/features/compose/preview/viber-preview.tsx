import { isBlankText } from '../../../../shared/messaging/blank.ts';
import { getAt, type Json, type JsonObject } from '../forms/json-tree.ts';
import { useFormsWords } from '../forms/language.ts';
import { isOn } from '../forms/step-form.tsx';
import { has, itemsAt, textAt } from './links-of.ts';
import { Bubble, Cards, Linked, Nothing } from './parts.tsx';
import classes from './preview.module.css';
import { RemotePicture } from './remote-file.tsx';

function Button({ label, quiet = false }: { label: string; quiet?: boolean }) {
  const words = useFormsWords().forms.preview;
  return (
    <span className={quiet ? classes.viberQuiet : classes.viberButton} dir="auto">
      {label || words.emptyButton}
    </span>
  );
}

function Card({ item }: { item: Json }) {
  const words = useFormsWords().forms.preview;
  return (
    <div className={classes.card}>
      <RemotePicture url={textAt(item, 'image_url')} shape="square" />
      <strong className={classes.cardTitle} dir="auto">
        {textAt(item, 'title') || words.emptyTitle}
      </strong>
      <Button label={textAt(item, 'primary_button.label')} />
      {isOn(getAt(item, 'secondary_button')) && (
        <Button quiet label={textAt(item, 'secondary_button.label')} />
      )}
    </div>
  );
}

/** Formats a video's length in minutes and seconds. */
function duration(json: JsonObject): string {
  const seconds = Number(getAt(json, 'video.duration'));
  if (!Number.isInteger(seconds) || seconds < 1) return '';
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export function ViberPreview({ json }: { json: JsonObject }) {
  const words = useFormsWords().forms.preview;
  const text = textAt(json, 'text');
  if (has(json, 'template')) {
    return (
      <Bubble>
        <strong>{words.template(textAt(json, 'template.id'))}</strong>
        <p className={classes.quiet}>{words.templateUnknown}</p>
      </Bubble>
    );
  }
  const picture = 'image_url' in json;
  const film = 'video' in json;
  const button = 'button_text' in json;
  if (!picture && !film && !button && !has(json, 'carousel') && isBlankText(text)) return <Nothing />;
  return (
    <>
      <Bubble flush={picture || film}>
        {picture && <RemotePicture url={textAt(json, 'image_url')} />}
        {film && (
          <span className={classes.film}>
            <RemotePicture video url={textAt(json, 'video.thumbnail')} />
            <span className={`${classes.duration} tnum`}>{duration(json)}</span>
          </span>
        )}
        {!isBlankText(text) && (
          <p className={classes.text} dir="auto">
            <Linked text={text} />
          </p>
        )}
        {button && <Button label={textAt(json, 'button_text')} />}
      </Bubble>
      {has(json, 'carousel') && (
        <Cards>
          {itemsAt(json, 'carousel.items').map((item, index) => {
            const place = `card ${index}`;
            return <Card key={place} item={item} />;
          })}
        </Cards>
      )}
    </>
  );
}
