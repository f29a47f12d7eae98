export { ConsentLedger } from './consent-ledger.tsx';
export { purposeName, usePurposesLanguage } from './language.ts';
export { PurposesForm } from './purposes-form.tsx';
