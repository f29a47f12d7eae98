export { cancellingSentences, openSentences } from './cancelling.ts';
export { messageShown, statusShown, stepShown } from './status-of.ts';
export { everything, filterOf } from './view.ts';
