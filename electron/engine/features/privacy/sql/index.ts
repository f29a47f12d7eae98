/** The exports for other features' statements, used by the database's threads. */
export { deleteMessage, eraseNumber } from './erase.ts';
export { keptScenarios } from './names-number.ts';
export { saidIn } from './written-yaml.ts';
