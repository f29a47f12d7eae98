/** Each problem's sentence and mend, by its code; see problem-texts.ts. */
import type { ProblemTexts } from './problem-texts.ts';

export const etProblems: ProblemTexts = {
  'engine-unreachable': {
    sentence: 'Konsooli mootoriga ei saa ühendust.',
    mend: 'Midagi ei läinud kaotsi: ühendust proovitakse ise uuesti. Korda seda, kui riba ülaservast on kadunud.',
  },
  'engine-fault': {
    sentence: 'Konsoolis endas tekkis rike.',
    mend: 'Proovi uuesti; kui rike jääb, vaata andmekaustas olevat logi.',
  },
};
