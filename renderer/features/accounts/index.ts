export { NewPassphraseFields } from './account-fields.tsx';
export { checkNewPassphrase, type FormErrors, tunnelOf, type Way, wayOf } from './account-form.ts';
export { AccountSettings } from './account-settings.tsx';
