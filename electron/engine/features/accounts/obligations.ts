import type { Obligations } from '../../obligations.ts';

export const accountsObligations: Obligations = {
  tables: {
    account: {
      personal: {
        name: { kept: 'an account is named by its owner, for a company or a purpose' },
        username: { kept: 'the name of an account at Messente, which no erasure of a recipient concerns' },
      },
      plain: [
        ...['id', 'kind', 'colour', 'base_url', 'plain_url', 'backup_plain_url', 'text_store', 'pause'],
        'waba_id',
      ],
      outlivesDamage: true,
    },
    account_token: { plain: ['token', 'account_id'], outlivesDamage: true },
    price_list: { plain: ['account_id', 'country', 'prices'] },
  },
  settings: {
    current_account: {},
    pause: { ofThisFolder: true },
    data_folder_id: { ofThisFolder: true },
  },
  // Where an account's password and its reports go is never taken from a backup: the file may have been in other hands.
  // Whether the account is paused is today's too.
  columnsOfThisFolder: {
    account: [
      ...['pause', 'username', 'base_url', 'plain_url', 'backup_plain_url', 'password_set', 'removed_at'],
      ...['kind', 'tunnel_agreed_at', 'reaches_people_since'],
    ],
  },
};
