/** The user guide names buttons and headings as the window does. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCatalogue, textsOfMessage } from '../helpers/message-catalogues.ts';

const folder = join(import.meta.dirname, '..', '..', 'docs', 'guide');

/** Texts that the guide quotes and the catalogue does not have, with where they come from. */
const fromElsewhere: Readonly<Record<string, string>> = {
  'Keep running in the background': 'electron/desktop/quitting.ts',
};

/** Quotation marks, and line breaks inside a quotation, make no difference. */
const plain = (text: string) => text.replaceAll('’', "'").replaceAll(/\s+/g, ' ');

const catalogue = [...readCatalogue('en').values()].map(({ text }) => textsOfMessage(plain(text)));

/** Every **bold** and *italic* text of a page, outside code. */
function quotedTexts(page: string): string[] {
  const prose = page.replaceAll(/```.*?```/gs, '').replaceAll(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/(\*{1,2})(?=\S)([^*]+?)(?<=\S)\1/g)].map(([, , text = '']) => plain(text));
}

function unknownTexts(page: string): string[] {
  return quotedTexts(page).filter(
    (text) => !(text in fromElsewhere) && !catalogue.some((texts) => texts.test(text)),
  );
}

describe('the guide', () => {
  it.each(readdirSync(folder).filter((name) => name.endsWith('.md')))(
    'quotes only texts of the window in %s',
    (name) => {
      expect(unknownTexts(readFileSync(join(folder, name), 'utf8'))).toEqual([]);
    },
  );

  it('is read with all its quoted texts', () => {
    const pages = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(pages.flatMap(quotedTexts).length).toBeGreaterThan(200);
  });

  it.each([
    ['a button that does not exist', 'Press **Send it off**.', 'Send it off'],
    ['a heading that was renamed', 'See *Callbacks\nfrom here*.', 'Callbacks from here'],
    ['a text with a wrong number form', 'Press **Send to 2 person**.', 'Send to 2 person'],
    ['a label without its dots', 'Press **Rename** there.', 'Rename'],
  ])('would not pass with %s', (_, page, label) => {
    expect(unknownTexts(page)).toEqual([label]);
  });

  it.each([
    'Press **Send to 2 people**.',
    'See *Settings*,\n*Doctor*, and `**code**`.',
    'If you want to\nrepeat it, press **Send\nagain**.',
  ])('passes with %j', (page) => {
    expect(unknownTexts(page)).toEqual([]);
  });
});
