/** Loads the texts of the sandbox panel together with it. */
import { useLateLanguage } from '../../lib/language.tsx';
import { englishFormat, ownEnglish } from '../../lib/words/en.ts';
import { sandboxWords } from '../../lib/words/sandbox.ts';
import { sandboxTexts } from '../../lib/words/sandbox-texts.ts';

const english = { sandbox: sandboxWords(sandboxTexts.sandbox, englishFormat, ownEnglish) };

export const useSandboxLanguage = () => useLateLanguage(english);

export type SandboxLanguage = ReturnType<typeof useSandboxLanguage>;
