import { textsOf } from '../../../shared/i18n.ts';
import forms from '../../../shared/locales/en/forms.json' with { type: 'json' };

/** The English messages of the forms for a channel's content, which load later. */
export const formsTexts = textsOf(forms);

export type FormsTexts = typeof formsTexts;
