/** The exports for other features' statements, used by the database's threads. */

export { deleteMessage, eraseNumber } from './erase.ts';
export { addKeys, carryErasureKeys, readKeys, type StoredKey } from './erasure-keys.ts';
