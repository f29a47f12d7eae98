import { textsOf } from '../../../shared/i18n.ts';
import sandbox from '../../../shared/locales/en/sandbox.json' with { type: 'json' };

/** The English messages of a screen that loads later. */
export const sandboxTexts = textsOf(sandbox);

export type SandboxTexts = typeof sandboxTexts;
