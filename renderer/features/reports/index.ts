export { CallbackSettings } from './callback-settings.tsx';
