/**
 * Returns a function that runs `work` at once, and again at most every `pauseMs` and never twice at a time,
 * however often it is called meanwhile; the last call is never lost.
 */
export function throttle(pauseMs: number, work: () => Promise<void>): () => void {
  let running = false;
  let wanted = false;
  async function turn() {
    running = true;
    do {
      wanted = false;
      await work();
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    } while (wanted);
    running = false;
  }
  return () => {
    wanted = true;
    if (!running) void turn();
  };
}
