/** RCS's fields for the chosen kind. */

import { FieldGrid, FlagField, OptionalPart, Part, TextField, WordField } from './fields.tsx';
import { useFormsWords } from './language.ts';
import { Suggestions } from './rcs-suggestions.tsx';
import { Repeater, titleAt } from './repeater.tsx';
import { useStepForm } from './step-form.tsx';

function FileFields({ path }: { path: string }) {
  const words = useFormsWords().forms;
  return (
    <Part of={path}>
      <TextField link="any" path={`${path}.file_url`} label={words.rcs.fileUrl} hint={words.linkHint} />
      <TextField
        link="image"
        path={`${path}.thumbnail_url`}
        label={words.rcs.thumbnailUrl}
        hint={words.linkHint}
      />
      <FlagField path={`${path}.force_refresh`} label={words.rcs.refresh} hint={words.rcs.refreshHint} />
    </Part>
  );
}

function CardFields({ path }: { path: string }) {
  const words = useFormsWords().forms.rcs;
  return (
    <>
      <FieldGrid of={path}>
        <TextField wide path={`${path}.title`} label={words.cardTitle} />
        <TextField area path={`${path}.description`} label={words.description} />
        <OptionalPart path={`${path}.media`} label={words.media}>
          <FileFields path={`${path}.media.content_info`} />
          <WordField path={`${path}.media.height`} label={words.height} choices={words.heights} />
        </OptionalPart>
      </FieldGrid>
      <Suggestions path={`${path}.suggestions`} label={words.cardSuggestions} />
    </>
  );
}

const standalone = 'rich_card.standalone_card';
const carousel = 'rich_card.carousel_card';

function Card() {
  const words = useFormsWords().forms.rcs;
  const form = useStepForm();
  return (
    <>
      <FieldGrid of={standalone} elsewhere={['thumbnail_image_alignment']}>
        <WordField
          path={`${standalone}.card_orientation`}
          label={words.orientation}
          choices={words.orientations}
        />
        {form.textOf(`${standalone}.card_orientation`) === 'HORIZONTAL' && (
          <WordField
            path={`${standalone}.thumbnail_image_alignment`}
            label={words.alignment}
            choices={words.alignments}
          />
        )}
      </FieldGrid>
      <CardFields path={`${standalone}.card_content`} />
    </>
  );
}

function Carousel() {
  const words = useFormsWords().forms;
  return (
    <>
      <FieldGrid of={carousel}>
        <WordField path={`${carousel}.card_width`} label={words.rcs.width} choices={words.rcs.widths} />
      </FieldGrid>
      <Repeater
        path={`${carousel}.card_contents`}
        label={words.items}
        nameOf={words.item}
        titleOf={titleAt('title')}
        addLabel={words.add.item}
        blank={{}}
      >
        {(path) => <CardFields path={path} />}
      </Repeater>
    </>
  );
}

export function RcsForm({ kind }: { kind: string }) {
  const words = useFormsWords().forms.rcs;
  return (
    <>
      {kind === 'file' && (
        <FieldGrid>
          <FileFields path="content_info" />
        </FieldGrid>
      )}
      {kind === 'card' && <Card />}
      {kind === 'carousel' && <Carousel />}
      <Part of="" elsewhere={['text']} />
      <Suggestions path="suggestions" label={words.suggestions} />
    </>
  );
}
