export { PrivacySettings } from './privacy-settings.tsx';
