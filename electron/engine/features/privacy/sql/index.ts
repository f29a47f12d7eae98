/** The exports for other features' statements, used by the database's threads. */
export { deleteMessage, eraseNumber } from './erase.ts';
