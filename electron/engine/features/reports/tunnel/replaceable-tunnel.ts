import type { Tunnel, TunnelChange, TunnelKind } from './types.ts';

/** A tunnel whose target can be changed while the console runs; listeners stay. */
export type ReplaceableTunnel = Tunnel & {
  /** Stops the current tunnel and starts one to the new target; the same target changes nothing. */
  replace(target: TunnelKind): Promise<void>;
};

/** Creates a replaceable tunnel. @param make returns a stopped tunnel to a target */
export function createReplaceableTunnel(
  first: TunnelKind,
  make: (target: TunnelKind) => Tunnel,
): ReplaceableTunnel {
  const listeners = new Set<(change: TunnelChange) => void>();
  const announce = (change: TunnelChange): void => {
    for (const listener of listeners) listener(change);
  };
  let target = first;
  let current = make(first);
  let off = current.onChange(announce);
  return {
    state: () => current.state(),
    start: () => current.start(),
    stop: () => current.stop(),
    noteVerifiedCallback: (at) => current.noteVerifiedCallback(at),
    probeNow: () => current.probeNow(),
    wake: () => current.wake(),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async replace(next) {
      if (JSON.stringify(next) === JSON.stringify(target)) return;
      const previous = current.state();
      off();
      await current.stop();
      target = next;
      current = make(next);
      off = current.onChange(announce);
      await current.start();
      announce({ state: current.state(), previous, publicUrlChanged: true });
    },
  };
}
