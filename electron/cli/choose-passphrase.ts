import { englishLine } from '../../shared/problems/english-text.ts';
import { judgePassphrase } from '../engine/features/accounts/index.ts';
import { note } from './output.ts';
import { askSecret } from './prompt.ts';

/**
 * Asks for a new passphrase until the same strong one was typed twice.
 * @param question the text before the first attempt
 * @param known names and texts that an attacker would try first
 * @param ask shows a question and reads a hidden answer; null if nobody can be asked
 * @returns null if nobody can be asked
 */
export async function choosePassphrase(
  question: string,
  known: readonly string[] = [],
  ask: (question: string) => Promise<string | null> = askSecret,
  show: (message: string) => void = note,
): Promise<string | null> {
  for (;;) {
    const first = await ask(question);
    if (first === null) return null;
    const judged = judgePassphrase(first, known);
    if (!judged.ok) {
      show(englishLine(judged.problem));
      continue;
    }
    const second = await ask('The same again: ');
    if (second === null) return null;
    if (second === first) return first;
    show('The two passphrases are different. Type the same one twice.');
  }
}
