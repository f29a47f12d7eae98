import type { Format } from '../../../shared/i18n.ts';
import type { Texts } from './texts.ts';

export const doctorWords = (m: Texts['doctor'], format: Format) => ({
  ...m,
  checked: (when: string) => format(m.checked, { when }),
  took: (time: string) => format(m.took, { time }),
});
