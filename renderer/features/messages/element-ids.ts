/** Element ids by which parts of the list refer to each other. */
export const rowElementId = (id: string) => `message-${id}`;
export const listElementId = 'message-list';
