import type { Format } from '../../../shared/i18n.ts';
import { byName } from './arguments.ts';
import type { Texts } from './texts.ts';

export const welcomeWords = (m: Texts['welcome'], format: Format) => ({
  ...m,
  form: {
    ...m.form,
    colours: byName(m.form.colours),
    addressHint: (port: number) => format(m.form.addressHint, { port }),
    connected: (name: string, balance: string) => format(m.form.connected, { name, balance }),
    keptUnchecked: (name: string) => format(m.form.keptUnchecked, { name }),
  },
});
