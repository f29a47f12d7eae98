/** The calls of test runs: plans checked and run, what became of each cell, runs compared. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { problemSchema, resultOf } from './common.ts';
import { listedSchema } from './compose.ts';

const verdictSchema = z.enum(['passed', 'failed', 'open']);

const judgementSchema = z.object({ written: z.string(), verdict: verdictSchema, found: z.string() });

/** What was found of one cell. */
const cellResultSchema = z.object({
  verdict: verdictSchema,
  judgements: z.array(judgementSchema),
  deliveredBy: z.string().nullable(),
  /** ms from the sending to the first report that the person was reached; null where none came. */
  reachedAfterMs: z.number().nullable(),
  /** EUR. */
  cost: z.string().nullable(),
  /** The state of the message when it was judged. */
  state: z.string(),
});
export type CellResult = z.infer<typeof cellResultSchema>;

const runCellSchema = z.object({
  position: z.number(),
  /** From 1; each cell is shown by its last. */
  attempt: z.number(),
  chain: z.string(),
  number: z.string(),
  country: z.string().nullable(),
  operator: z.string().nullable(),
  round: z.number(),
  /** Our id of the message; null until it is sent. */
  messageId: z.string().nullable(),
  sentAt: z.number().nullable(),
  result: cellResultSchema.nullable(),
  /** What the person with the handset said; not the same fact as a delivery report. */
  handset: z.enum(['arrived', 'missing']).nullable(),
  handsetAt: z.number().nullable(),
});
export type RunCell = z.infer<typeof runCellSchema>;

/** The account of a run in the built-in sandbox. */
const runSandboxSchema = z.object({
  /** Its API username there. */
  account: z.string(),
  /** EUR that it began with. */
  credit: z.string(),
  seed: z.number(),
  /** What the weather was when the run began: `fair`, `changed`, or the name of a scenario. */
  weather: z.string(),
});
export type RunSandbox = z.infer<typeof runSandboxSchema>;

const runStateSchema = z.enum(['running', 'paused', 'stopped', 'finished']);

const runSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  accountId: z.string(),
  live: z.boolean(),
  /** null: it is live, or older than such accounts. */
  sandbox: runSandboxSchema.nullable(),
  state: runStateSchema,
  problem: problemSchema.nullable(),
  createdAt: z.number(),
  finishedAt: z.number().nullable(),
  cells: z.object({ all: z.number(), sent: z.number(), passed: z.number(), failed: z.number() }),
  /** EUR, as far as it is known. */
  cost: z.string(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

const runSchema = runSummarySchema.extend({
  plan: z.string(),
  confirm: z.string().nullable(),
  /** The last attempt of each cell, in the order of the plan. */
  list: z.array(runCellSchema),
  /** Earlier attempts of cells that were tried again. */
  earlier: z.array(runCellSchema),
});
export type Run = z.infer<typeof runSchema>;

const planProblemSchema = problemSchema.extend({ line: z.number(), column: z.number() });

/** What a plan says, for a person who is to run it. */
const planViewSchema = z.object({
  name: z.string(),
  description: z.string().nullable(),
  live: z.boolean(),
  agreed: z.string().nullable(),
  numbers: z.array(
    z.object({ name: z.string(), country: z.string().nullable(), operator: z.string().nullable() }),
  ),
  chains: z.array(z.object({ name: z.string(), channels: z.array(z.string()), expect: z.array(z.string()) })),
  cells: z.number(),
  repeat: z.number(),
  budget: z.string().nullable(),
  confirm: z.string().nullable(),
});

export const keptPlanSchema = z.object({
  text: z.string().max(1_100_000),
  /** It was being written in the form. */
  asForm: z.boolean(),
  /** The very text is in a file or in a run as well, so that putting another in its place loses nothing. */
  elsewhere: z.boolean(),
  keptAt: z.number(),
});

const estimateSchema = z.object({
  /** EUR; null where the price of any is not known. */
  cost: z.object({ low: z.string(), high: z.string() }).nullable(),
  messages: z.number(),
  /** EUR that a new run's account in the sandbox begins with; null: it is begun already, or has no such account. */
  credit: z.string().nullable(),
  /** Numbers of the plan on the do-not-send list: messages to them are refused, and are in neither. */
  doNotSend: z.array(listedSchema),
});

const id = z.object({ id: z.string() });

export const runsContract = {
  /** Reads a plan; every problem with its line. */
  check: oc
    .input(z.object({ text: z.string().max(1_100_000) }))
    .output(
      z.union([
        z.object({ ok: z.literal(true), plan: planViewSchema }),
        z.object({ ok: z.literal(false), problems: z.array(planProblemSchema) }),
      ]),
    ),
  /** The plan that is being written, kept so that it outlives the window; null where none is. */
  keptPlan: oc.output(keptPlanSchema.nullable()),
  /** Keeps it, good or not. Problem `plan-changed`: somebody else has changed it meanwhile, and nothing is written. */
  keepPlan: oc
    .input(
      keptPlanSchema.omit({ keptAt: true }).extend({
        /** The `keptAt` that this window last knew of it; null: it knew of none. Absent: whatever is there is replaced. */
        basedOn: z.number().nullable().optional(),
      }),
    )
    .output(resultOf(z.object({ keptAt: z.number() }))),
  /** A plan, good or not, as a new file in the person's folder for downloads. */
  savePlan: oc
    .input(z.object({ text: z.string().max(1_100_000) }))
    .output(resultOf(z.object({ file: z.string() }))),
  /** Begins a run. A live account needs `live`, and a plan that says that it may. */
  start: oc
    .input(
      z.object({
        text: z.string().max(1_100_000),
        accountId: z.string().optional(),
        live: z.boolean(),
        /** A call made twice begins one run. */
        requestKey: z.string().min(8).max(100),
      }),
    )
    .output(resultOf(id)),
  /** What it would cost, EUR, all messages together; null where the price of any is not known. */
  estimate: oc
    .input(z.object({ text: z.string().max(1_100_000), accountId: z.string().optional() }))
    .output(resultOf(estimateSchema)),
  /** How many messages a run would still send if it were resumed, or what failed tried again; cost as in `estimate`. */
  estimateMore: oc.input(id.extend({ what: z.enum(['resume', 'retry']) })).output(resultOf(estimateSchema)),
  /** The run as a file's text; numbers that have no name in the plan are shortened unless `showNumbers`. */
  report: oc
    .input(
      z.object({
        id: z.string(),
        format: z.enum(['junit', 'csv', 'json', 'html']),
        showNumbers: z.boolean().optional(),
      }),
    )
    .output(resultOf(z.object({ text: z.string() }))),
  /** The same as a new file in the person's folder for downloads. */
  save: oc
    .input(z.object({ id: z.string(), format: z.enum(['junit', 'csv', 'json', 'html']) }))
    .output(resultOf(z.object({ file: z.string() }))),
  list: oc.input(z.object({ name: z.string().optional() })).output(z.array(runSummarySchema)),
  get: oc.input(id).output(resultOf(runSchema)),
  pause: oc.input(id).output(resultOf(runSummarySchema)),
  resume: oc.input(id).output(resultOf(runSummarySchema)),
  /** Sends nothing more; what is under way is judged as it comes. */
  stop: oc.input(id).output(resultOf(runSummarySchema)),
  /** Another attempt of each cell that failed. */
  retryFailed: oc.input(id).output(resultOf(runSummarySchema)),
  /** What the person with the handset says; null takes it back. */
  confirm: oc
    .input(id.extend({ position: z.number(), handset: z.enum(['arrived', 'missing']).nullable() }))
    .output(resultOf(runCellSchema)),
};
