/** What other features and the shells may use of settings. */
export type { LiveSettings } from './live-settings.ts';
export { isPort, rememberedPort } from './settings.ts';
