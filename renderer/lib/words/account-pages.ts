import type { Format } from '../../../shared/i18n.ts';
import type { AccountPagesTexts } from './account-pages-texts.ts';

export const accountPagesWords = (m: AccountPagesTexts['accountPages'], format: Format) => ({
  ...m,
  checked: (balance: string) => format(m.checked, { balance }),
  removeTitle: (name: string) => format(m.removeTitle, { name }),
  editTitle: (name: string) => format(m.editTitle, { name }),
});
