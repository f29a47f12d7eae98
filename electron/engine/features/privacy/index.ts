/** The exports of privacy for other features. */
export { adoptKeys, unknownKeys } from './adopt-keys.ts';
export type { StoredKey } from './sql/erasure-keys.ts';
