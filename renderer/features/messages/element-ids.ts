/** By which the list's parts name each other in the page. */
export const rowElementId = (id: string) => `message-${id}`;
export const listElementId = 'message-list';
