/** The English messages of the first script, by group and key. Their keys are the keys of every language. */

import { textsOf } from '../../../shared/i18n.ts';
import accounts from '../../../shared/locales/en/accounts.json' with { type: 'json' };
import common from '../../../shared/locales/en/common.json' with { type: 'json' };
import compose from '../../../shared/locales/en/compose.json' with { type: 'json' };
import doctor from '../../../shared/locales/en/doctor.json' with { type: 'json' };
import messages from '../../../shared/locales/en/messages.json' with { type: 'json' };
import settings from '../../../shared/locales/en/settings.json' with { type: 'json' };
import shell from '../../../shared/locales/en/shell.json' with { type: 'json' };

export const englishTexts = textsOf({
  ...accounts,
  ...common,
  ...compose,
  ...doctor,
  ...messages,
  ...settings,
  ...shell,
});

/** These messages in one language, as ICU text. */
export type Texts = typeof englishTexts;
