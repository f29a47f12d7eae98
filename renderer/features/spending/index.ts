export { SpendCapsForm } from './spend-caps-form.tsx';
