/** WhatsApp's fields for the chosen kind. */

import { FieldGrid, FlagField, KindSwitch, Part, TextField } from './fields.tsx';
import { useFormsWords } from './language.ts';
import type { LinkKind } from './link-doubt.ts';
import { useStepForm } from './step-form.tsx';
import { WhatsappTemplateForm } from './whatsapp-template-form.tsx';

const linkKinds: Readonly<Record<string, LinkKind>> = {
  image: 'image',
  video: 'video',
  audio: 'audio',
  sticker: 'image',
};
const withCaption = new Set(['image', 'video', 'document']);

function FileFields({ kind }: { kind: string }) {
  const words = useFormsWords().forms;
  const form = useStepForm();
  const byId = form.textOf(`${kind}.$kind`) === 'id';
  return (
    <FieldGrid of={kind}>
      <KindSwitch
        path={kind}
        label={words.by}
        choices={[
          { value: 'link', label: words.byLink },
          { value: 'id', label: words.byId },
        ]}
      />
      {byId ? (
        <TextField wide path={`${kind}.id`} label={words.fileId} />
      ) : (
        <TextField
          wide
          link={linkKinds[kind] ?? 'any'}
          path={`${kind}.link`}
          label={words.link}
          hint={words.linkHint}
        />
      )}
      {withCaption.has(kind) && <TextField area path={`${kind}.caption`} label={words.caption} />}
      {kind === 'document' && <TextField path="document.file_name" label={words.fileName} />}
      <TextField path={`${kind}.mime_type`} label={words.mimeType} placeholder={words.mimeHint} />
      {kind === 'sticker' && <FlagField path="sticker.animated" label={words.animated} />}
    </FieldGrid>
  );
}

export function WhatsappForm({ kind }: { kind: string }) {
  const words = useFormsWords().forms;
  if (kind === 'template') return <WhatsappTemplateForm />;
  if (kind === 'text') {
    return (
      <Part of="text" elsewhere={['body']}>
        <FlagField path="text.preview_url" label={words.linkPreview} />
      </Part>
    );
  }
  return <FileFields kind={kind} />;
}
