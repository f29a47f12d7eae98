/** The exports of the messages feature for other features. */
export type { Canceller } from './canceller.ts';
export { cancelNow, cancelPatienceMs } from './cancelling.ts';
export { countMatching } from './message-lists.ts';
export { readOpenWork } from './open-work.ts';
export type { Senders } from './senders.ts';
export type { NewMessage } from './sql/create-messages.ts';
export { unpackAnswer } from './sql/packed-answers.ts';
