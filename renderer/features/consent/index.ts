export { PurposesForm } from './purposes-form.tsx';
