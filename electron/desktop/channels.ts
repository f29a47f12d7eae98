/**
 * The names of the messages between main and preload. Everything else goes over the port as calls of the
 * contract.
 */
export const portWanted = 'omnideck:port-wanted';
export const portHere = 'omnideck:port';
/** Main navigates the page to one of its own addresses, a hash such as "#/messages/…". */
export const goTo = 'omnideck:go';
