import type { Obligations } from '../../obligations.ts';

export const settingsObligations: Obligations = {
  tables: {
    setting: {
      personal: { value: { kept: 'each value is declared by the feature that keeps it' } },
      plain: ['key'],
      outlivesDamage: true,
    },
  },
  choices: {
    theme: { default: 'system' },
    language: { default: 'system' },
    density: { default: 'comfortable' },
    notifications: { default: 'attention' },
  },
  settings: { settings: {}, page_port: { ofThisFolder: true } },
};
