/** A template as it arrives: its texts with the values inserted. */
import { IconCopy, IconExternalLink, IconMessageReply, IconPhone } from '@tabler/icons-react';
import type { WhatsappTemplateView } from '../../../../shared/contract/compose.ts';
import { templateFields, templateValues } from '../../../../shared/messaging/whatsapp-template-fields.ts';
import { type TemplateLook, templateLook } from '../../../../shared/messaging/whatsapp-template-look.ts';
import { getAt, type JsonObject } from '../forms/json-tree.ts';
import { useFormsWords } from '../forms/language.ts';
import { useTemplates } from '../forms/use-templates.ts';
import { componentsIn, definitionOf } from '../forms/whatsapp-template.ts';
import { textAt } from './links-of.ts';
import { Bubble, Styled } from './parts.tsx';
import classes from './preview.module.css';
import { FileChip, fileNameOf, RemotePicture } from './remote-file.tsx';

function Header({ header }: { header: NonNullable<TemplateLook['header']> }) {
  const words = useFormsWords().forms.preview;
  const { kind, file, text } = header;
  if (kind === 'text' || kind === 'location') return <strong dir="auto">{text}</strong>;
  const link = file?.link ?? '';
  const name = file?.filename || fileNameOf(link) || words[kind];
  if (kind === 'document' || file?.id !== undefined)
    return (
      <FileChip kind="document" name={file?.id === undefined ? name : words.upload(file.id)} url={link} />
    );
  return <RemotePicture url={link} video={kind === 'video'} />;
}

const icons: Readonly<Record<string, typeof IconPhone>> = {
  url: IconExternalLink,
  phone_number: IconPhone,
  otp: IconCopy,
  copy_code: IconCopy,
};

function Buttons({ buttons }: { buttons: TemplateLook['buttons'] }) {
  if (buttons.length === 0) return null;
  return (
    <div className={classes.waButtons}>
      {buttons.map(({ kind, text }, index) => {
        const place = `button ${index}`;
        const Icon = icons[kind] ?? IconMessageReply;
        return (
          <span key={place} className={classes.waButton} dir="auto">
            <Icon size={14} stroke={1.6} aria-hidden />
            {text}
          </span>
        );
      })}
    </div>
  );
}

function Known({ definition, json }: { definition: WhatsappTemplateView; json: JsonObject }) {
  const values = templateValues(templateFields(definition), componentsIn(getAt(json, 'template')));
  const look = templateLook(definition, values);
  return (
    <div className={classes.template}>
      <Bubble>
        {look.header && <Header header={look.header} />}
        <p className={classes.text} dir="auto">
          <Styled text={look.body} />
        </p>
        {look.footer !== null && (
          <p className={classes.footer} dir="auto">
            {look.footer}
          </p>
        )}
        <Buttons buttons={look.buttons} />
      </Bubble>
    </div>
  );
}

export function WhatsappTemplatePreview({ json }: { json: JsonObject }) {
  const words = useFormsWords();
  const { known } = useTemplates();
  const definition = definitionOf(known?.templates ?? [], getAt(json, 'template'));
  const name = textAt(json, 'template.name');
  if (definition) return <Known definition={definition} json={json} />;
  if (name === '') return <p className={classes.nothing}>{words.compose.emptyPreview}</p>;
  return (
    <Bubble>
      <strong>{words.forms.preview.template(name)}</strong>
      <p className={classes.quiet}>{words.forms.preview.templateUnknown}</p>
    </Bubble>
  );
}
