import type { ReadPlan } from '../../../shared/plans/read-plan.ts';
import type { ReadScenario } from '../../../shared/sandbox/scenario.ts';

/** The text of a file, for the thread that reads YAML. */
export type YamlTask =
  | { readonly kind: 'plan'; readonly text: string; readonly nowAt: number | null }
  | { readonly kind: 'scenario'; readonly text: string };

export type FromYamlWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'plan'; readonly read: ReadPlan }
  | { readonly kind: 'scenario'; readonly read: ReadScenario }
  /** A bug; the message is that of the error. */
  | { readonly kind: 'failed'; readonly message: string };
