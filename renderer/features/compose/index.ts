export { composeActions, composeListener, initialCompose } from './compose-slice.ts';
export { initialRemote, remoteActions } from './remote-slice.ts';
export { initialSending, sendingActions } from './sending-slice.ts';
