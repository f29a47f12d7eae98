export { NewPassphraseFields, PassphraseField, sealingOf } from './account-fields.tsx';
export { checkNewPassphrase, checkPassphrase, type FormErrors, tunnelOf, wayOf } from './account-form.ts';
export { AccountSettings } from './account-settings.tsx';
