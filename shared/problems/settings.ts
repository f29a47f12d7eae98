import { defineProblems } from './define.ts';

export const settingsProblem = defineProblems('settings', {
  'setting-invalid': {},
  'no-page': {},
  'setting-invalid/value': { why: 'text' },
  'purpose-unnamed': {},
  'purpose-name-too-long': { name: 'text', longestPurpose: 'text' },
  'purpose-twice': { name: 'text' },
  'general-needs-none': {},
  'too-many-purposes': { mostPurposes: 'text' },
  'cap-zone-unknown': { zone: 'text' },
  'price-twice': { channel: 'text' },
  'too-many-prices': { mostPrices: 'text' },
});
