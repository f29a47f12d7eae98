import type { Problem } from '../../shared/messaging/problem.ts';
import type { ConsoleParts } from './console-parts.ts';
import type { ControlHost } from './local-socket/host.ts';
import type { MalformedFrames } from './malformed-frames.ts';
import type { createContractRouter } from './router.ts';

/** A running console, as the shells around it use it. */
export type Console = {
  readonly parts: ConsoleParts;
  readonly router: ReturnType<typeof createContractRouter>;
  readonly control: ControlHost;
  readonly malformedFrames: MalformedFrames;
  /** A warning if other users can look into the data folder and Omnideck must not change that. */
  readonly folderWarning: Problem | null;
  /** To be called after the computer slept, or when the network is back. */
  wake(): void;
  /** Resolves once the public address is known, or cannot be had for now. */
  publicUrl(waitMs: number): Promise<string | null>;
  /** Finishes what is in flight, commits and frees the folder. @returns the problem of a part that could not be stopped */
  stop(): Promise<Problem | null>;
};
