import { describe, expect, it } from 'vitest';
import { checkPurposes } from '../../../shared/messaging/check-purposes.ts';
import {
  builtInPurposes,
  findPurpose,
  type Purpose,
  purposesOf,
} from '../../../shared/messaging/purposes.ts';

const own = (name: string, more: Partial<Purpose> = {}): Purpose => ({
  ...{ name, needsConsent: false, quietHours: false },
  ...more,
});

describe('purposes', () => {
  it('are the built-in ones, as the user changed them, and the user’s own', () => {
    expect(purposesOf([])).toEqual(builtInPurposes);
    const stored = [own('Newsletter', { needsConsent: true }), own('appointments')];
    expect(purposesOf(stored)).toEqual([
      { name: 'general', needsConsent: false, quietHours: false },
      { name: 'marketing', needsConsent: true, quietHours: true },
      { name: 'appointments', needsConsent: false, quietHours: false },
      { name: 'security codes', needsConsent: false, quietHours: false },
      { name: 'Newsletter', needsConsent: true, quietHours: false },
    ]);
  });

  it('are found with regard to neither case nor spaces', () => {
    expect(findPurpose([], ' Security   CODES ')?.name).toBe('security codes');
    expect(findPurpose([own('Ürituste kutsed')], 'U\u0308RITUSTE KUTSED')?.name).toBe('Ürituste kutsed');
    expect(findPurpose([], null)?.name).toBe('general');
    expect(findPurpose([], '  ')?.name).toBe('general');
    expect(findPurpose([], 'Order 4471')).toBeNull();
  });

  it('are stored with tidy names, without those that equal a built-in one', () => {
    expect(
      checkPurposes([own(' News\tletter '), own('General'), own('Security codes', { quietHours: true })]),
    ).toEqual({
      ok: true,
      value: [own('News letter'), own('security codes', { quietHours: true })],
    });
  });

  it.each<[string, Purpose[], string, string]>([
    ['no name', [own('a'), own(' \u200b ')], 'purpose-unnamed', 'purposes[1].name'],
    ['a long name', [own('x'.repeat(51))], 'purpose-name-too-long', 'purposes[0].name'],
    ['a name that is there already', [own('News'), own('NEWS ')], 'purpose-twice', 'purposes[1].name'],
    ['a built-in name twice', [own('marketing'), own('Marketing')], 'purpose-twice', 'purposes[1].name'],
    [
      'consent for general',
      [own('general', { needsConsent: true })],
      'general-needs-none',
      'purposes[0].needsConsent',
    ],
    [
      'more than 50 purposes',
      Array.from({ length: 51 }, (_, index) => own(`p${index}`)),
      'too-many-purposes',
      'purposes',
    ],
  ])('are refused with %s, naming the field', (_title, purposes, code, field) => {
    expect(checkPurposes(purposes)).toMatchObject({ ok: false, problem: { code, field } });
  });
});
