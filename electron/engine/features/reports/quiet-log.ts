type Log = (event: string, details: Record<string, unknown>) => void;

const quietMs = 10_000;

/**
 * Logs an event if none was logged for 10 s, otherwise counts it, so that a flood of requests does not flood
 * the log.
 * @param elapsed a clock that never goes back, milliseconds
 */
export function quietLog(log: Log, elapsed: () => number): Log {
  const seen = new Map<string, { at: number; passedOver: number }>();
  return (event, details) => {
    const last = seen.get(event);
    const now = elapsed();
    if (last !== undefined && now - last.at < quietMs) {
      last.passedOver += 1;
      return;
    }
    seen.set(event, { at: now, passedOver: 0 });
    log(event, { ...details, alsoSince: last?.passedOver ?? 0 });
  };
}
