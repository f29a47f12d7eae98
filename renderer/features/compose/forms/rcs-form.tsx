/** RCS's fields, by the kind that was chosen. */
import { useWords } from '../../../lib/language.tsx';
import { FieldGrid, FlagField, OptionalPart, TextField, WordField } from './fields.tsx';
import { rcsLimits } from './rcs-shape.ts';
import { Suggestions } from './rcs-suggestions.tsx';
import { Repeater, titleAt } from './repeater.tsx';
import { useStepForm } from './step-form.tsx';

function FileFields({ path }: { path: string }) {
  const words = useWords().forms;
  return (
    <>
      <TextField link="any" path={`${path}.file_url`} label={words.rcs.fileUrl} hint={words.linkHint} />
      <TextField
        link="image"
        path={`${path}.thumbnail_url`}
        label={words.rcs.thumbnailUrl}
        hint={words.linkHint}
        optional
      />
      <FlagField
        path={`${path}.force_refresh`}
        label={words.rcs.refresh}
        hint={words.rcs.refreshHint}
        fallback={false}
      />
    </>
  );
}

function CardFields({ path }: { path: string }) {
  const words = useWords().forms.rcs;
  return (
    <>
      <FieldGrid>
        <TextField wide path={`${path}.title`} label={words.cardTitle} max={rcsLimits.title} optional />
        <TextField
          area
          path={`${path}.description`}
          label={words.description}
          max={rcsLimits.description}
          optional
        />
        <OptionalPart path={`${path}.media`} label={words.media}>
          <FileFields path={`${path}.media.content_info`} />
          <WordField
            path={`${path}.media.height`}
            label={words.height}
            choices={words.heights}
            fallback="MEDIUM"
          />
        </OptionalPart>
      </FieldGrid>
      <Suggestions
        path={`${path}.suggestions`}
        label={words.cardSuggestions}
        atMost={rcsLimits.cardSuggestions}
      />
    </>
  );
}

const standalone = 'rich_card.standalone_card';
const carousel = 'rich_card.carousel_card';

function Card() {
  const words = useWords().forms.rcs;
  const form = useStepForm();
  return (
    <>
      <FieldGrid>
        <WordField
          path={`${standalone}.card_orientation`}
          label={words.orientation}
          choices={words.orientations}
          fallback="VERTICAL"
        />
        {form.textOf(`${standalone}.card_orientation`) === 'HORIZONTAL' && (
          <WordField
            path={`${standalone}.thumbnail_image_alignment`}
            label={words.alignment}
            choices={words.alignments}
            fallback="LEFT"
          />
        )}
      </FieldGrid>
      <CardFields path={`${standalone}.card_content`} />
    </>
  );
}

function Carousel() {
  const words = useWords().forms;
  return (
    <>
      <FieldGrid>
        <WordField
          path={`${carousel}.card_width`}
          label={words.rcs.width}
          choices={words.rcs.widths}
          fallback="MEDIUM"
        />
      </FieldGrid>
      <Repeater
        path={`${carousel}.card_contents`}
        label={words.items}
        nameOf={words.item}
        titleOf={titleAt('title')}
        addLabel={words.add.item}
        atLeast={rcsLimits.cardsAtLeast}
        atMost={rcsLimits.cardsAtMost}
        blank={{}}
      >
        {(path) => <CardFields path={path} />}
      </Repeater>
    </>
  );
}

export function RcsForm({ kind }: { kind: string }) {
  const words = useWords().forms.rcs;
  return (
    <>
      {kind === 'file' && (
        <FieldGrid>
          <FileFields path="content_info" />
        </FieldGrid>
      )}
      {kind === 'card' && <Card />}
      {kind === 'carousel' && <Carousel />}
      <Suggestions path="suggestions" label={words.suggestions} atMost={rcsLimits.suggestions} />
    </>
  );
}
