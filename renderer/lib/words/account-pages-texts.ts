import { textsOf } from '../../../shared/i18n.ts';
import accountPages from '../../../shared/locales/en/account-pages.json' with { type: 'json' };

/** The English messages of the settings of accounts, which load later. */
export const accountPagesTexts = textsOf(accountPages);

export type AccountPagesTexts = typeof accountPagesTexts;
