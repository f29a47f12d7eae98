export { cancellingSentences, openSentences } from './cancelling.ts';
export { tabs } from './row-order.ts';
export { messageShown, statusShown, stepShown } from './status-of.ts';
export { everything, filterOf } from './view.ts';
