export { cancellingSentences, openSentences } from './cancelling.ts';
export { useErrMeaning } from './detail/err-meaning.tsx';
export { messageShown, statusShown, stepShown } from './status-of.ts';
export { everything, filterOf } from './view.ts';
