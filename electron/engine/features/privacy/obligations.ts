import type { Obligations } from '../../obligations.ts';
import { erasureKeysSetting, unrecognisedSetting } from './sql/erasure-keys.ts';
import { unfinishedErasuresKey } from './sql/unfinished-erasures.ts';

export const privacyObligations: Obligations = {
  choices: { retention: { default: { kind: 'forever' } } },
  tables: {
    erasure: { plain: ['counts'], outlivesDamage: true },
    erased_message: { plain: ['id'], outlivesDamage: true },
    erased_number: { plain: ['digest'], outlivesDamage: true },
  },
  settings: {
    [unfinishedErasuresKey]: { ofThisFolder: true },
    [erasureKeysSetting]: {},
    [unrecognisedSetting]: {},
  },
};
