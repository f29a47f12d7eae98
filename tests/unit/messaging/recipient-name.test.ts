import { describe, expect, it } from 'vitest';
import { longestName, recipientName, tidyName } from '../../../shared/messaging/recipient-name.ts';

describe('the name of a recipient', () => {
  it.each([
    [{ Nimi: 'Mari Maasikas', Linn: 'Tartu' }, 'Mari Maasikas'],
    [{ 'FIRST NAME': 'Mari', 'last-name': 'Maasikas' }, 'Mari Maasikas'],
    [{ Eesnimi: 'Mari' }, 'Mari'],
    [{ name: 'Mari', surname: 'Maasikas' }, 'Mari Maasikas'],
    [{ name: 'Mari Maasikas', 'First name': 'Mari' }, 'Mari Maasikas'],
    [{ Name: ' ', Klient: 'OÜ Lilled' }, 'OÜ Lilled'],
    [{ Linn: 'Tartu' }, null],
    [{ Nimi: '' }, null],
    [{}, null],
  ])('is found in the columns %j', (values, name) => {
    expect(recipientName(values)).toBe(name);
  });

  it('is kept as one line without control characters, and is bounded in length', () => {
    expect(tidyName(' Mari\r\n\u001b[2J\u202eMaasikas ')).toBe('Mari [2J Maasikas');
    expect(tidyName('ü'.repeat(5_000))).toHaveLength(longestName);
    expect(tidyName(`${'x'.repeat(longestName - 1)}🎉`).isWellFormed()).toBe(true);
  });
});
