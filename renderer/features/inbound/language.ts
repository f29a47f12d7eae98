/** The words of the screen of answers load with it. */
import { useLateLanguage } from '../../lib/language.tsx';
import { englishFormat } from '../../lib/words/en.ts';
import { inboundWords } from '../../lib/words/inbound.ts';
import { inboundTexts } from '../../lib/words/inbound-texts.ts';

const english = { inbound: inboundWords(inboundTexts.inbound, englishFormat) };

export const useInboundLanguage = () => useLateLanguage(english);
