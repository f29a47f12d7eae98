import {
  IconCalendarPlus,
  IconCurrentLocation,
  IconExternalLink,
  IconMapPin,
  IconPhone,
} from '@tabler/icons-react';
import { isBlankText } from '../../../../shared/messaging/blank.ts';
import { getAt, type Json, type JsonObject } from '../forms/json-tree.ts';
import { useFormsWords } from '../forms/language.ts';
import { has, itemsAt, rcsPicture, textAt } from './links-of.ts';
import { Bubble, Cards, Linked, Nothing } from './parts.tsx';
import classes from './preview.module.css';
import { RemotePicture } from './remote-file.tsx';

const actionIcons = {
  dial_action: IconPhone,
  open_url_action: IconExternalLink,
  view_location_action: IconMapPin,
  share_location_action: IconCurrentLocation,
  create_calendar_event_action: IconCalendarPlus,
} as const;
type ActionName = keyof typeof actionIcons;
const actionNames = Object.keys(actionIcons).filter((name): name is ActionName => name in actionIcons);

function Suggestion({ json }: { json: Json }) {
  const words = useFormsWords().forms.preview;
  const name = actionNames.find((one) => getAt(json, `action.${one}`) !== undefined);
  const Icon = name === undefined ? null : actionIcons[name];
  return (
    <li className={classes.suggestion} dir="auto">
      {Icon && <Icon size={14} stroke={1.6} aria-hidden />}
      {textAt(json, 'reply.text') || textAt(json, 'action.text') || words.emptyButton}
    </li>
  );
}

function Suggestions({ json, inCard = false }: { json: Json; inCard?: boolean }) {
  const words = useFormsWords().forms.preview;
  const suggestions = itemsAt(json, 'suggestions');
  if (suggestions.length === 0) return null;
  return (
    <ul className={inCard ? classes.cardSuggestions : classes.suggestions} aria-label={words.suggestions}>
      {suggestions.map((one, index) => {
        const place = `suggestion ${index}`;
        return <Suggestion key={place} json={one} />;
      })}
    </ul>
  );
}

const heights: Readonly<Record<string, 'short' | 'wide' | 'square'>> = {
  SHORT: 'short',
  MEDIUM: 'wide',
  TALL: 'square',
};

function CardBody({ json }: { json: Json }) {
  const words = useFormsWords().forms.preview;
  const title = textAt(json, 'title');
  const description = textAt(json, 'description');
  const blank = title === '' && description === '' && !has(json, 'media');
  return (
    <div className={classes.cardBody}>
      {(title !== '' || blank) && <strong dir="auto">{title || words.emptyTitle}</strong>}
      {description !== '' && (
        <p className={classes.text} dir="auto">
          <Linked text={description} />
        </p>
      )}
      <Suggestions json={json} inCard />
    </div>
  );
}

function Card({ json, beside = null }: { json: Json; beside?: 'LEFT' | 'RIGHT' | null }) {
  const media = getAt(json, 'media');
  const look = beside === null ? '' : beside === 'LEFT' ? classes.besideLeft : classes.besideRight;
  return (
    <div className={`${classes.rcsCard} ${look ?? ''}`}>
      {media !== undefined && (
        <RemotePicture
          url={rcsPicture(getAt(media, 'content_info'))}
          shape={beside === null ? (heights[textAt(media, 'height')] ?? 'wide') : 'tall'}
        />
      )}
      <CardBody json={json} />
    </div>
  );
}

function Standalone({ json }: { json: Json }) {
  const horizontal = textAt(json, 'card_orientation') === 'HORIZONTAL';
  const side = textAt(json, 'thumbnail_image_alignment') === 'RIGHT' ? 'RIGHT' : 'LEFT';
  return <Card json={getAt(json, 'card_content') ?? {}} beside={horizontal ? side : null} />;
}

export function RcsPreview({ json }: { json: JsonObject }) {
  const text = textAt(json, 'text');
  const standalone = getAt(json, 'rich_card.standalone_card');
  const carousel = getAt(json, 'rich_card.carousel_card');
  const file = getAt(json, 'content_info');
  const small = textAt(carousel, 'card_width') === 'SMALL';
  return (
    <>
      {standalone !== undefined && <Standalone json={standalone} />}
      {carousel !== undefined && (
        <Cards>
          {itemsAt(carousel, 'card_contents').map((card, index) => {
            const place = `card ${index}`;
            return (
              <div key={place} className={small ? classes.small : classes.medium}>
                <Card json={card} />
              </div>
            );
          })}
        </Cards>
      )}
      {file !== undefined && (
        <Bubble flush>
          <RemotePicture url={rcsPicture(file)} />
        </Bubble>
      )}
      {'text' in json && !isBlankText(text) && (
        <Bubble>
          <p className={classes.text} dir="auto">
            <Linked text={text} />
          </p>
        </Bubble>
      )}
      {'text' in json && isBlankText(text) && <Nothing />}
      <Suggestions json={json} />
    </>
  );
}
