import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyDraft } from '../../../renderer/features/compose/draft.ts';
import { createRecipientReader, withoutNumber } from '../../../renderer/features/compose/recipients.ts';
import { peopleByCountry } from '../../../renderer/features/compose/sending-cost.ts';
import { splitTyped } from '../../../renderer/features/compose/split-typed.ts';

const drafts = (...written: readonly string[]) =>
  written.map((one, index) => ({ key: `k${index}`, written: one }));

describe('the numbers of the To field', () => {
  it('receive one message each, in the order in which they were entered', () => {
    const read = createRecipientReader();
    const found = read(drafts('+372 5550 1411', '+49 1512 3456789', '00372 5550-1411'), null);
    expect(found.to).toEqual(['+37255501411', '+4915123456789']);
    expect(found.all.map(({ repeat }) => repeat)).toEqual([false, false, true]);
    expect(found.repeats).toBe(1);
    expect(found.countries).toEqual(['EE', 'DE']);
    expect(found.wrong).toEqual([]);
  });

  it('exclude contacts on the do-not-send list, in any notation, and list each once with the reason', () => {
    const read = createRecipientReader();
    const written = drafts('+372 5550 1411', '00372 5550-1411', '+49 1512 3456789');
    const found = read(written, null, [{ number: '+37255501411', reason: 'asked', addedAt: 1 }]);
    expect(found.to).toEqual(['+4915123456789']);
    expect(found.people.map(({ to }) => to)).toEqual(['+4915123456789']);
    expect(found.countries).toEqual(['DE']);
    expect(found.repeats).toBe(0);
    expect(found.listed).toEqual([{ to: '+37255501411', reason: 'asked' }]);
    expect(peopleByCountry(found)).toEqual(new Map([['DE', 1]]));
    expect(read(written, null, []).to).toHaveLength(2);
  });

  it('include invalid entries with their problems, and say which of them a default country would solve', () => {
    const read = createRecipientReader();
    const found = read(drafts('5550 1411', '3.72555E+11', '+372 5550 1411'), null);
    expect(found.to).toEqual(['+37255501411']);
    expect(found.wrong.map(({ written }) => written)).toEqual(['5550 1411', '3.72555E+11']);
    expect(found.withoutCountry.map(({ written }) => written)).toEqual(['5550 1411']);
  });

  it('use the default country once it is chosen, and say where its code was added', () => {
    const read = createRecipientReader();
    const written = drafts('5550 1411', '+49 1512 3456789');
    expect(read(written, null).withoutCountry).toHaveLength(1);
    const found = read(written, 'EE');
    expect(found.to).toEqual(['+37255501411', '+4915123456789']);
    expect(found.all.map(({ countryAdded }) => countryAdded)).toEqual([true, false]);
  });

  it('are the same when they are read again', () => {
    const parts = fc.constantFrom(
      '+37255501411',
      '5550 1411',
      '12',
      '+372 5550 1411',
      'abc',
      '+491512345678',
    );
    const countries = fc.constantFrom(null, 'EE', 'DE');
    const kept = createRecipientReader();
    fc.assert(
      fc.property(fc.array(parts), countries, (written, country) => {
        const found = kept(drafts(...written), country);
        expect(found).toEqual(createRecipientReader()(drafts(...written), country));
        expect(new Set(found.to).size).toBe(found.to.length);
        expect(found.to.length + found.wrong.length + found.repeats).toBe(written.length);
      }),
    );
  });
});

describe('text in the To field that is not entered yet', () => {
  it('counts too, and is reported if it contains no number', () => {
    expect(splitTyped('  ')).toEqual([]);
    expect(splitTyped('+372 5550 1411').map(({ written }) => written)).toEqual(['+372 5550 1411']);
    expect(splitTyped('Kadri').map(({ written }) => written)).toEqual(['Kadri']);
  });
});

describe('erasing a number from the draft', () => {
  const draft = (recipients: readonly string[], typed = '') => ({
    ...emptyDraft(() => 'step'),
    recipients: drafts(...recipients),
    typed,
  });
  const left = (result: ReturnType<typeof withoutNumber>) => result?.recipients.map(({ written }) => written);

  it('removes the number in every notation', () => {
    const before = draft(['00372 5550 1411', '+49 1512 3456789', '+372 (5550) 1411']);
    expect(left(withoutNumber(before, '+37255501411', null))).toEqual(['+49 1512 3456789']);
    expect(left(withoutNumber(draft(['5550 1411', '5550 1412']), '+372 5550 1411', 'EE'))).toEqual([
      '5550 1412',
    ]);
  });

  it('removes the whole draft if it has no other recipient', () => {
    expect(withoutNumber(draft(['+372 5550 1411']), '+37255501411', null)).toBeNull();
    expect(withoutNumber(draft([], '+372 5550 1411'), '+37255501411', null)).toBeNull();
  });

  it('removes it from text that is being typed', () => {
    const after = withoutNumber(
      draft(['+4915123456789'], '+372 5550 1411, +372 5550 1412'),
      '+37255501411',
      null,
    );
    expect(after?.typed).not.toContain('1411');
    expect(after?.typed).toContain('1412');
  });

  it('does not change a draft without the number', () => {
    const before = draft(['+372 5550 1412'], 'Kadri');
    expect(withoutNumber(before, '+37255501411', null)).toBe(before);
    expect(withoutNumber(before, 'not a number', null)).toBe(before);
    const blank = draft([]);
    expect(withoutNumber(blank, '+37255501411', null)).toBe(blank);
  });
});
