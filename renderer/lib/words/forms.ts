import type { Format } from '../../../shared/i18n.ts';
import type { FormsTexts } from './forms-texts.ts';

export const formsWords = (m: FormsTexts['forms'], format: Format) => ({
  ...m,
  sizeIs: (size: string) => format(m.sizeIs, { size }),
  item: (number: number) => format(m.item, { number }),
  param: (number: number) => format(m.param, { number }),
  full: (count: number) => format(m.full, { count }),
  moveUp: (name: string) => format(m.moveUp, { name }),
  moveDown: (name: string) => format(m.moveDown, { name }),
  remove: (name: string) => format(m.remove, { name }),
  nowAt: (name: string, place: number) => format(m.nowAt, { name, place }),
  linkSays: (says: string, type: string) => format(m.linkSays, { says, type }),
  linkOther: {
    ...m.linkOther,
    image: (type: string) => format(m.linkOther.image, { type }),
    video: (type: string) => format(m.linkOther.video, { type }),
    audio: (type: string) => format(m.linkOther.audio, { type }),
    any: (type: string) => format(m.linkOther.any, { type }),
  },
  template: {
    ...m.template,
    asOf: (when: string) => format(m.template.asOf, { when }),
    notApproved: (status: string) => format(m.template.notApproved, { status }),
    buttonName: (number: number) => format(m.template.buttonName, { number }),
    taken: (name: string) => format(m.template.taken, { name }),
    kindOf: (name: string) => format(m.template.kindOf, { name }),
    buttonField: (button: string, kind: string) => format(m.template.buttonField, { button, kind }),
    amountWords: (name: string) => format(m.template.amountWords, { name }),
    example: (example: string) => format(m.template.example, { example }),
  },
  rcs: { ...m.rcs, suggestion: (number: number) => format(m.rcs.suggestion, { number }) },
  preview: {
    ...m.preview,
    upload: (id: string) => format(m.preview.upload, { id }),
    notPicture: (type: string) => format(m.preview.notPicture, { type }),
    template: (name: string) => format(m.preview.template, { name }),
  },
});
