export { NewPassphraseFields } from './account-fields.tsx';
export { checkNewPassphrase, type FormErrors, tunnelOf, wayOf } from './account-form.ts';
export { AccountSettings } from './account-settings.tsx';
