export { NewPassphraseFields } from './account-fields.tsx';
export { checkNewPassphrase, type FormErrors, tunnelOf, wayOf, ways } from './account-form.ts';
export { AccountSettings } from './account-settings.tsx';
