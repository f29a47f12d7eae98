/** The exports of the sandbox feature for other features. */
export { goodScenario } from './good-scenario.ts';
