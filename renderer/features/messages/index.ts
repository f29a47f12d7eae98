export { initialMessages, messagesActions, messagesListener } from './messages-slice.ts';
export { formatView } from './view-address.ts';
