/** The calls for test runs: checking and running plans, the results of cells, comparing runs. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { phraseSchema, problemSchema, resultOf, savedFileSchema, separatorSchema } from './common.ts';
import { listedSchema } from './compose.ts';
import { stepStateSchema } from './messages.ts';

const verdictSchema = z.enum(['passed', 'failed', 'open']);

const judgementSchema = z.object({ written: z.string(), verdict: verdictSchema, found: phraseSchema });

/** What was known about the message of a cell when the cell was judged. */
const cellMessageSchema = z.object({
  /** Messente's id of the message; null if Messente did not accept it. */
  omnimessageId: z.string().nullable(),
  /** In the order of the chain, each with its deciding status. */
  steps: z.array(
    z.object({
      channel: z.string(),
      messageId: z.string().nullable(),
      state: stepStateSchema,
      status: z.string().nullable(),
      /** Messente's error number; see errMeaning of shared/messaging/status.ts. */
      err: z.number().nullable(),
    }),
  ),
  /** How the last request ended if Messente accepted none; null if Messente accepted one, or if none was made. */
  answer: z
    .object({
      /** null if there was no answer. */
      httpStatus: z.number().nullable(),
      /** Messente's error codes, such as 105. */
      codes: z.array(z.string()),
      problem: problemSchema.nullable(),
    })
    .nullable(),
  /** Milliseconds from sending until nothing more could happen, or until the cell was judged. */
  waitedMs: z.number(),
});

/** The result of one cell. */
const cellResultSchema = z.object({
  verdict: verdictSchema,
  judgements: z.array(judgementSchema),
  deliveredBy: z.string().nullable(),
  /** Milliseconds from sending to the first report that the person was reached; null if there is none. */
  reachedAfterMs: z.number().nullable(),
  /** EUR. */
  cost: z.string().nullable(),
  /** The state of the message when it was judged. */
  state: z.string(),
  /** null in the results of earlier versions, and if the message was erased. */
  message: cellMessageSchema.nullable(),
});
export type CellResult = z.infer<typeof cellResultSchema>;

const runCellSchema = z.object({
  position: z.number(),
  /** From 1; each cell is shown by its last attempt. */
  attempt: z.number(),
  chain: z.string(),
  number: z.string(),
  country: z.string().nullable(),
  operator: z.string().nullable(),
  round: z.number(),
  /** The message's local id; null until it is sent. */
  messageId: z.string().nullable(),
  sentAt: z.number().nullable(),
  result: cellResultSchema.nullable(),
  /** The answer of the person with the handset, which is independent of the delivery reports. */
  handset: z.enum(['arrived', 'missing']).nullable(),
  handsetAt: z.number().nullable(),
});
export type RunCell = z.infer<typeof runCellSchema>;

/** The account of a run in the built-in sandbox. */
const runSandboxSchema = z.object({
  /** Its API username there. */
  account: z.string(),
  /** Its initial credit, EUR. */
  credit: z.string(),
  seed: z.number(),
  /** How many times faster its clock runs than this computer's. */
  speed: z.number(),
  /** The weather when the run started: `fair`, `changed`, or the name of a scenario. */
  weather: z.string(),
});
export type RunSandbox = z.infer<typeof runSandboxSchema>;

export const runStates = ['running', 'paused', 'stopped', 'finished'] as const;
const runStateSchema = z.enum(runStates);

const runSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  accountId: z.string(),
  live: z.boolean(),
  /** null if the run is live, or older than such accounts. */
  sandbox: runSandboxSchema.nullable(),
  state: runStateSchema,
  problem: problemSchema.nullable(),
  createdAt: z.number(),
  finishedAt: z.number().nullable(),
  cells: z.object({ all: z.number(), sent: z.number(), passed: z.number(), failed: z.number() }),
  /** EUR, as far as known. */
  cost: z.string(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

const runSchema = runSummarySchema.extend({
  plan: z.string(),
  /** SHA-256 of the plan's file, hexadecimal; null if the plan was deleted. */
  planHash: z.string().nullable(),
  confirm: z.string().nullable(),
  /** The last attempt of each cell, in the order of the plan. */
  list: z.array(runCellSchema),
  /** Earlier attempts of cells that were retried. */
  earlier: z.array(runCellSchema),
});
export type Run = z.infer<typeof runSchema>;

/** A run that has changed: its summary, and the cells that have changed, each with its last attempt. */
export const runChangeSchema = z.object({ summary: runSummarySchema, cells: z.array(runCellSchema) });
export type RunChange = z.infer<typeof runChangeSchema>;

const planProblemSchema = problemSchema.extend({ line: z.number(), column: z.number() });

/** A summary of a plan for the user who will run it. */
const planViewSchema = z.object({
  name: z.string(),
  description: z.string().nullable(),
  live: z.boolean(),
  agreed: z.string().nullable(),
  numbers: z.array(
    z.object({
      ...{ name: z.string(), country: z.string().nullable(), operator: z.string().nullable() },
      /** The name of its group; null if it has none. */
      group: z.string().nullable(),
      expect: z.array(z.string()),
    }),
  ),
  groups: z.array(z.object({ name: z.string(), expect: z.array(z.string()) })),
  chains: z.array(z.object({ name: z.string(), channels: z.array(z.string()), expect: z.array(z.string()) })),
  cells: z.number(),
  repeat: z.number(),
  budget: z.string().nullable(),
  confirm: z.string().nullable(),
});

export const keptPlanSchema = z.object({
  text: z.string().max(1_100_000),
  /** The plan was being edited in the form. */
  asForm: z.boolean(),
  /** The same text is also in a file or in a run, so replacing it loses nothing. */
  elsewhere: z.boolean(),
  keptAt: z.number(),
});

const estimateSchema = z.object({
  /** EUR; null if any price is not known. */
  cost: z.object({ low: z.string(), high: z.string() }).nullable(),
  messages: z.number(),
  /**
   * The initial credit of a new run's sandbox account, EUR; null if the run has already started or has no
   * such account.
   */
  credit: z.string().nullable(),
  /** Numbers of the plan on the do-not-send list. Messages to them are refused, and are not counted. */
  doNotSend: z.array(listedSchema),
});

/** The sandbox of a new run; only for the built-in sandbox's account. */
const runSettingsSchema = z.object({
  /** Instead of the seed of the plan or of the scenario. */
  seed: z.number().int().min(0).max(999_999_999).optional(),
  /** How many times faster the sandbox's clock runs. Default: 1. */
  speed: z.number().min(0.1).max(100).optional(),
  /** A scenario's text (docs/scenario.schema.json). Default: the weather and people of the moment. */
  scenario: z.string().max(110_000).optional(),
});
export type RunSettings = z.infer<typeof runSettingsSchema>;

const id = z.object({ id: z.string() });

export const runsContract = {
  /** Parses a plan; returns every problem with its line. */
  check: oc.input(z.object({ text: z.string().max(1_100_000) })).output(
    z.union([
      z.object({
        ok: z.literal(true),
        plan: planViewSchema,
        /** What the plan probably does not mean, each with its line. */
        warnings: z.array(planProblemSchema),
      }),
      z.object({ ok: z.literal(false), problems: z.array(planProblemSchema) }),
    ]),
  ),
  /**
   * Returns the plan that is being edited, which is stored so that it survives the window; null if there is
   * none.
   */
  keptPlan: oc.output(keptPlanSchema.nullable()),
  /**
   * Stores the edited plan, valid or not. Problem `plan-changed`: another window has changed it meanwhile,
   * and nothing is stored.
   */
  keepPlan: oc
    .input(
      keptPlanSchema.omit({ keptAt: true }).extend({
        /**
         * The last `keptAt` that this window knows; null if it knows none. Missing: the stored plan is
         * replaced.
         */
        basedOn: z.number().nullable().optional(),
      }),
    )
    .output(resultOf(z.object({ keptAt: z.number() }))),
  /** Saves a plan, valid or not, as a new file in the user's downloads folder. */
  savePlan: oc.input(z.object({ text: z.string().max(1_100_000) })).output(resultOf(savedFileSchema)),
  /** Starts a run. A live account requires `live`, and a plan that allows it. */
  start: oc
    .input(
      z.object({
        text: z.string().max(1_100_000),
        accountId: z.string().optional(),
        live: z.boolean(),
        /** A repeated call starts one run. */
        requestKey: z.string().min(8).max(100),
        settings: runSettingsSchema.optional(),
        /** Starts only if no other run is under way (problem `run-under-way`). */
        alone: z.boolean().optional(),
        /** Returns a run of the same plan that an earlier console left under way, instead of a new one. */
        takeUp: z.boolean().optional(),
      }),
    )
    .output(resultOf(id.extend({ takenUp: z.boolean() }))),
  /** Returns the cost of all messages together, EUR; null if any price is not known. */
  estimate: oc
    .input(
      z.object({
        text: z.string().max(1_100_000),
        accountId: z.string().optional(),
        settings: runSettingsSchema.optional(),
      }),
    )
    .output(resultOf(estimateSchema)),
  /**
   * Returns how many messages a run would still send when resumed, or when failed cells are retried; cost as
   * in `estimate`.
   */
  estimateMore: oc.input(id.extend({ what: z.enum(['resume', 'retry']) })).output(resultOf(estimateSchema)),
  /**
   * Returns a report of the run as a file's text; numbers without a name in the plan are shortened unless
   * `showNumbers`.
   */
  report: oc
    .input(
      z.object({
        id: z.string(),
        format: z.enum(['junit', 'csv', 'json', 'html']),
        showNumbers: z.boolean().optional(),
      }),
    )
    .output(resultOf(z.object({ text: z.string() }))),
  /** Saves the report as a new file in the user's downloads folder. */
  save: oc
    .input(
      z.object({
        id: z.string(),
        format: z.enum(['junit', 'csv', 'json', 'html']),
        separator: separatorSchema.default(','),
      }),
    )
    .output(resultOf(savedFileSchema)),
  list: oc.input(z.object({ name: z.string().optional() })).output(z.array(runSummarySchema)),
  /**
   * Returns the id of a run, given by its id, a unique beginning of it (at least 4 characters), `latest`, or
   * `latest~N` for the Nth run before that. Problems: `no-such-run`, `run-ambiguous`.
   */
  find: oc.input(z.object({ name: z.string().max(100) })).output(resultOf(id)),
  get: oc.input(id).output(resultOf(runSchema)),
  /** Returns a run without its plan and cells, which may be megabytes. */
  summary: oc.input(id).output(resultOf(runSummarySchema)),
  pause: oc.input(id).output(resultOf(runSummarySchema)),
  resume: oc.input(id).output(resultOf(runSummarySchema)),
  /** Stops sending; messages under way are judged when their reports arrive. */
  stop: oc.input(id).output(resultOf(runSummarySchema)),
  /** Starts another attempt of each failed cell. */
  retryFailed: oc.input(id).output(resultOf(runSummarySchema)),
  /** Stores the answer of the person with the handset; null removes it. */
  confirm: oc
    .input(id.extend({ position: z.number(), handset: z.enum(['arrived', 'missing']).nullable() }))
    .output(resultOf(runCellSchema)),
};
