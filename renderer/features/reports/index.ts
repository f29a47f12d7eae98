export { callbacksActions, callbacksListener, initialCallbacks } from './reports-slice.ts';
