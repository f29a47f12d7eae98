/** What other features may use of settings. */
export type { LiveSettings } from './live-settings.ts';
export { isPort, rememberedPort } from './settings.ts';
