/** Notes that background work failed, which nobody waits for. @param event its name in the log */
export type NoteFailure = (event: string, error: unknown) => void;
