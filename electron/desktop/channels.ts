/** What main and preload say to each other. Everything else goes over the port as the contract. */
export const portWanted = 'omnideck:port-wanted';
export const portHere = 'omnideck:port';
/** Main leads the page to one of its own addresses, a hash such as "#/messages/…". */
export const goTo = 'omnideck:go';
