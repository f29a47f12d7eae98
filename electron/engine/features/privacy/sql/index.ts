/** What the statements of other features use of these; for the threads of the database. */
export { deleteMessage, eraseNumber } from './erase.ts';
export { keptScenarios } from './names-number.ts';
export { saidIn } from './written-yaml.ts';
