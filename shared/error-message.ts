/** Returns the message of whatever was thrown: JavaScript can throw any value. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Returns the message without its full stop, to be put into a sentence. */
export function errorReason(error: unknown): string {
  return errorMessage(error).replace(/\.$/u, '');
}
