import type { Format } from '../../../shared/i18n.ts';
import type { Texts } from './texts.ts';

export const settingsWords = (m: Texts['settings'], format: Format) => ({
  ...m,
  privacy: {
    ...m.privacy,
    addedMany: (count: number) => format(m.privacy.addedMany, { count }),
    added: (when: string) => format(m.privacy.added, { when }),
    take: (number: string) => format(m.privacy.take, { number }),
    taken: (number: string) => format(m.privacy.taken, { number }),
    eraseTitle: (number: string) => format(m.privacy.eraseTitle, { number }),
    erased: (number: string) => format(m.privacy.erased, { number }),
  },
});
