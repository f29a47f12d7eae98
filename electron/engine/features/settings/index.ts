/** What other features may use of settings. */
export { isPort, rememberedPort } from './settings.ts';
