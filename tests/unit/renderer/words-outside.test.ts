import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  child,
  nameOf,
  parseSource,
  placeOf,
  readSources,
  type SourceFile,
  walk,
} from '../../helpers/source-tree.ts';
import { strayTexts } from '../../helpers/visible-text.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** Files where the engine's own messages are inspected or passed on, not shown. */
const inspecting = new Set([
  'renderer/lib/ui/problem-text.tsx',
  'renderer/features/messages/detail/attempt-line.tsx',
  'renderer/features/messages/chosen/outcomes.ts',
  'renderer/features/messages/chosen/outcome-list.tsx',
  // A report for support staff, which is in English.
  'renderer/features/doctor/doctor-settings.tsx',
]);

/** Where a problem's message or hint is read from the problem itself. */
function rawTexts(file: SourceFile): string[] {
  const found: string[] = [];
  walk(file.tree, (node) => {
    if (node.type !== 'MemberExpression') return;
    const name = nameOf(child(node, 'property'));
    const of = child(node, 'object');
    const ofProblem = nameOf(of) ?? nameOf(child(of, 'property')) ?? '';
    if ((name === 'message' || name === 'hint') && /problem|refused|why|reason/i.test(ofProblem))
      found.push(placeOf(file, node));
  });
  return found;
}

describe('texts outside of the catalogue', () => {
  test('do not exist: everything that the window shows or reads aloud is in the catalogue', () => {
    const sources = readSources(root, 'renderer').filter(
      ({ path }) => !path.startsWith('renderer/lib/words/'),
    );
    expect(sources.length).toBeGreaterThan(80);
    expect(sources.flatMap(strayTexts)).toEqual([]);
  });

  test('do not include problems, which are shown only through the function that translates them', () => {
    const raw = readSources(root, 'renderer')
      .filter(({ path }) => !path.startsWith('renderer/lib/words/') && !inspecting.has(path))
      .flatMap((file) => rawTexts(file));
    expect(raw).toEqual([]);
  });

  test('are found if a problem is shown with the engine’s own text', () => {
    expect(rawTexts(parseSource('a.tsx', 'const a = <p>{answer.problem.message}</p>;'))).toEqual(['a.tsx:1']);
    expect(rawTexts(parseSource('a.tsx', 'const a = one.problem?.hint;'))).toEqual(['a.tsx:1']);
    expect(rawTexts(parseSource('a.tsx', 'const a = <p>{say(problem).message}</p>;'))).toEqual([]);
  });

  test.each([
    ['between tags', 'const a = <p>Send it</p>;', 'Send it'],
    ['in an attribute', 'const a = <input placeholder="Your number" />;', 'Your number'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source that is read
    ['as a name for a screen reader', 'const a = <button aria-label={`Close ${name}`} />;', 'Close'],
    ['in one of two cases', "const a = <p>{busy ? words.busy : 'Ready'}</p>;", 'Ready'],
    ['behind a condition', "const a = <p>{busy && 'Sending'}</p>;", 'Sending'],
    ['put together', "const a = <p>{count + ' messages'}</p>;", 'messages'],
    ['in what is told in passing', "notifications.show({ message: 'Copied' });", 'Copied'],
    ['in what came of a change', "showResult(answer, 'Saved');", 'Saved'],
    ['in the data of a control', "const data = [{ value: 'a', label: 'First' }];", 'First'],
    ['in a value for want of another', "const a = <h2>{title ?? 'Untitled'}</h2>;", 'Untitled'],
    ['in another script', 'const a = <p>Привет</p>;', 'Привет'],
  ])('are found in %s', (_, code, text) => {
    expect(strayTexts(parseSource('a.tsx', code))).toEqual([{ place: 'a.tsx:1', text }]);
  });

  test.each([
    ['words of the catalogue', 'const a = <p title={words.title}>{words.text(3)}</p>;'],
    ['names', 'const a = <p>Omnideck · E.164 · GSM-7</p>;'],
    ['an example of what is typed', 'const a = <input placeholder="+372 5550 1411" />;'],
    ['what a condition asks', "const a = <p>{kind === 'text' && words.text}</p>;"],
    ['signs', 'const a = <p>·&nbsp;→ 12</p>;'],
    ['what nobody sees', 'const a = <div className="wide" role="status" data-kind="text" />;'],
  ])('do not include %s', (_, code) => {
    expect(strayTexts(parseSource('a.tsx', code))).toEqual([]);
  });
});
