/** Viber's fields for the chosen kind. */

import { FieldGrid, NumberField, OptionalPart, Part, TextField } from './fields.tsx';
import { useFormsWords } from './language.ts';
import { Repeater, titleAt } from './repeater.tsx';
import { sizeText } from './size-text.ts';
import { useStepForm } from './step-form.tsx';

function ButtonFields() {
  const words = useFormsWords().forms;
  return (
    <FieldGrid>
      <TextField path="button_text" label={words.buttonText} />
      <TextField path="button_url" label={words.buttonUrl} />
    </FieldGrid>
  );
}

function VideoFields() {
  const words = useFormsWords();
  const texts = words.forms;
  const form = useStepForm();
  const written = form.textOf('video.file_size');
  const size = /^\d+$/.test(written) ? texts.sizeIs(sizeText(Number(written), words.locale)) : texts.sizeHint;
  return (
    <FieldGrid of="video">
      <TextField path="video.url" label={texts.videoUrl} hint={texts.linkHint} />
      <TextField link="image" path="video.thumbnail" label={texts.thumbnail} hint={texts.linkHint} />
      <NumberField path="video.file_size" label={texts.fileSize} hint={size} />
      <NumberField path="video.duration" label={texts.duration} hint={texts.durationHint} />
    </FieldGrid>
  );
}

function CarouselItem({ path }: { path: string }) {
  const words = useFormsWords().forms;
  return (
    <FieldGrid of={path}>
      <TextField path={`${path}.title`} label={words.itemTitle} />
      <TextField link="image" path={`${path}.image_url`} label={words.imageUrl} />
      <Part of={`${path}.primary_button`}>
        <TextField path={`${path}.primary_button.label`} label={words.buttonText} />
        <TextField path={`${path}.primary_button.action_url`} label={words.buttonUrl} />
      </Part>
      <OptionalPart path={`${path}.secondary_button`} label={words.secondButton}>
        <TextField path={`${path}.secondary_button.label`} label={words.secondText} />
        <TextField path={`${path}.secondary_button.action_url`} label={words.secondUrl} />
      </OptionalPart>
    </FieldGrid>
  );
}

function TemplateFields() {
  const words = useFormsWords().forms;
  return (
    <>
      <FieldGrid of="template">
        <TextField path="template.id" label={words.templateId} />
        <TextField path="template.lang" label={words.templateLang} hint={words.langHint} />
      </FieldGrid>
      <Repeater
        path="template.params"
        label={words.params}
        nameOf={words.param}
        titleOf={titleAt('name')}
        addLabel={words.add.param}
        blank={{}}
      >
        {(path) => (
          <FieldGrid>
            <TextField path={`${path}.name`} label={words.paramName} />
            <TextField path={`${path}.value`} label={words.paramValue} />
          </FieldGrid>
        )}
      </Repeater>
    </>
  );
}

export function ViberForm({ kind }: { kind: string }) {
  const words = useFormsWords().forms;
  if (kind === 'template') return <TemplateFields />;
  if (kind === 'carousel') {
    return (
      <Repeater
        path="carousel.items"
        label={words.items}
        nameOf={words.item}
        titleOf={titleAt('title')}
        addLabel={words.add.item}
        blank={{}}
      >
        {(path) => <CarouselItem path={path} />}
      </Repeater>
    );
  }
  return (
    <>
      {kind.startsWith('image') && (
        <TextField wide link="image" path="image_url" label={words.imageUrl} hint={words.linkHint} />
      )}
      {kind.startsWith('video') && <VideoFields />}
      {kind.endsWith('-button') && <ButtonFields />}
      <Part of="" elsewhere={['text', 'image_url', 'button_text', 'button_url']} />
    </>
  );
}
