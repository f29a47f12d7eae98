/** The exports of the settings feature for other features and the shells. */
export type { LiveSettings } from './live-settings.ts';
export { isPort, rememberedPort } from './settings.ts';
