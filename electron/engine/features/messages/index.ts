/** What other parts of the engine use of messages. */
export { unpackAnswer } from './sql/packed-answers.ts';
