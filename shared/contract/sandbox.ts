/** The calls of the built-in sandbox's panel: its weather, the people who answer, its seed, what arrived, scenarios. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { channelSchema, problemSchema, resultOf } from './common.ts';

const percent = z.number().min(0).max(100);

/** What can be changed while it runs; the same words as `PUT /sandbox/weather` (docs/sandbox.md). */
const sandboxWeatherSchema = z.object({
  /** Every call of Messente's paths is answered 503. */
  outage: z.boolean(),
  /** Real milliseconds that each answer takes. */
  latencyMs: z.number(),
  callbacks: z.enum(['normal', 'dropped', 'delayed']),
  /** How long callbacks are delayed where `callbacks` is `delayed`; ms on the sandbox's clock. */
  delayMs: z.number(),
  /** Shares of reports, drawn by the seed: lost on the way, sent twice, sent after the next one. */
  droppedPercent: percent,
  doubledPercent: percent,
  disorderedPercent: percent,
  /** EUR a part, where it is not the list's: by country (EE), then channel. */
  prices: z.record(z.string(), z.partialRecord(channelSchema, z.string())),
  /** What is left on the account, EUR. */
  credit: z.string(),
});
export type SandboxWeather = z.infer<typeof sandboxWeatherSchema>;

/** People who answer by themselves, once a message has reached them. */
const sandboxAnswerSchema = z.object({
  /** The last two digits of those who do. */
  ending: z.string(),
  text: z.string(),
  /** ms on the sandbox's clock since the delivery. */
  afterMs: z.number(),
});
export type SandboxAnswer = z.infer<typeof sandboxAnswerSchema>;

/** One attempt to bring a message of a person to the inbound URL, or a report to its own. */
const attemptSchema = z.object({
  at: z.number(),
  status: z.number().nullable(),
  error: z.string().nullable(),
});

/** What came to the sandbox, or was written by one of its people. */
const sandboxArrivalSchema = z.object({
  /** Messente's id. */
  id: z.string(),
  kind: z.enum(['message', 'inbound']),
  /** The person, E.164. */
  person: z.string(),
  /** The channels of the chain in order, or the one that the person wrote on. */
  channels: z.array(channelSchema),
  /** The words of the first step, or of the person; shortened to 200 characters. */
  preview: z.string(),
  at: z.number(),
  /** The latest status by step; empty for what a person wrote. */
  statuses: z.array(z.string().nullable()),
  /** Reports (or the one inbound message): how many were taken, wait, were given up, were dropped. */
  callbacks: z.object({
    received: z.number(),
    waiting: z.number(),
    givenUp: z.number(),
    dropped: z.number(),
  }),
  lastTry: attemptSchema.nullable(),
});
export type SandboxArrival = z.infer<typeof sandboxArrivalSchema>;

/** A scenario that is kept: weather, people who answer, seed; as a file, docs/scenario.schema.json. */
const sandboxScenarioSchema = z.object({
  name: z.string(),
  description: z.string().nullable(),
  /** The file's text (YAML). */
  text: z.string(),
  /** Comes with Omnideck; can be run and copied, not changed. */
  builtIn: z.boolean(),
});
export type SandboxScenario = z.infer<typeof sandboxScenarioSchema>;

const scenarioProblemSchema = problemSchema.extend({ line: z.number(), column: z.number() });

export const sandboxStateSchema = z.object({
  /** Where it listens: for other programs on this machine. */
  baseUrl: z.string(),
  controlUrl: z.string(),
  seed: z.number(),
  weather: sandboxWeatherSchema,
  /** Where people's messages go: a program of this machine or any http(s) URL. The secret is written, never read. */
  inbound: z.object({ url: z.string(), secretSet: z.boolean() }).nullable(),
  answers: z.array(sandboxAnswerSchema),
  /** The scenario that was run last, while nothing has been changed since. */
  scenario: z.string().nullable(),
  counts: z.object({ messages: z.number(), inbound: z.number() }),
});
export type SandboxState = z.infer<typeof sandboxStateSchema>;

const nothing = z.object({});
const state = resultOf(sandboxStateSchema);

export const sandboxContract = {
  /** Starts the built-in sandbox where it doesn't run (and makes its account), and says how it stands. */
  state: oc.output(state),
  /** What is left out stays; a price of null is the list's again. */
  setWeather: oc
    .input(
      sandboxWeatherSchema
        .omit({ prices: true })
        .partial()
        .extend({
          prices: z.record(z.string(), z.partialRecord(channelSchema, z.string().nullable())).optional(),
        }),
    )
    .output(state),
  /** null: they go nowhere. A secret left out stays. */
  setInbound: oc
    .input(z.object({ inbound: z.object({ url: z.string(), secret: z.string().optional() }).nullable() }))
    .output(state),
  setAnswers: oc.input(z.object({ answers: z.array(sandboxAnswerSchema).max(100) })).output(state),
  /** From here on requests do what they would in a sandbox just started with that seed. */
  sayAgain: oc.input(z.object({ seed: z.number() })).output(state),
  /** Forgets messages, reports that wait, credit, weather, answers. The console's own history stays. */
  reset: oc.output(state),
  /** Newest first. */
  arrived: oc
    .input(
      z.object({
        /** A part of a number or of the words. */
        search: z.string().optional(),
        limit: z.number().int().min(1).max(500).optional(),
      }),
    )
    .output(resultOf(z.object({ list: z.array(sandboxArrivalSchema), all: z.number() }))),
  /** A person writes to us: signed, sent to the inbound URL, tried again like a report. */
  write: oc
    .input(z.object({ from: z.string(), to: z.string(), text: z.string(), channel: channelSchema }))
    .output(resultOf(z.object({ id: z.string() }))),
  scenarios: oc.output(z.array(sandboxScenarioSchema)),
  /** What is wrong with a scenario's text, each fault with its line; none: it can be run. */
  checkScenario: oc
    .input(z.object({ text: z.string() }))
    .output(z.object({ name: z.string().nullable(), problems: z.array(scenarioProblemSchema) })),
  /** Sets everything that the scenario names, and what it doesn't to fair weather. */
  runScenario: oc.input(z.object({ text: z.string() })).output(state),
  /** How it stands now as a scenario's text; holds no secret. */
  nowAsScenario: oc
    .input(z.object({ name: z.string(), description: z.string().optional() }))
    .output(resultOf(z.object({ text: z.string() }))),
  /** Keeps it under the name that it has; one of that name is replaced only with `replace` (problem `name-taken`). */
  keepScenario: oc
    .input(z.object({ text: z.string(), replace: z.boolean().optional() }))
    .output(resultOf(nothing)),
  forgetScenario: oc.input(z.object({ name: z.string() })).output(resultOf(nothing)),
  /** Writes the file into the downloads folder of the console; answers its path. */
  saveScenario: oc.input(z.object({ text: z.string() })).output(resultOf(z.object({ path: z.string() }))),
};
