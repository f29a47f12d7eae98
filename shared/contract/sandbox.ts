/**
 * The calls of the sandbox panel: weather, simulated people who reply, seed, received messages, scenarios.
 */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { channelSchema, problemSchema, resultOf, savedFileSchema } from './common.ts';

const percent = z.number().min(0).max(100);

/**
 * The conditions that can be changed at run time; the same names as in `PUT /sandbox/weather`
 * (docs/sandbox.md).
 */
const sandboxWeatherSchema = z.object({
  /** Every call of Messente's API is answered with 503. */
  outage: z.boolean(),
  /** The time that each answer takes, in real milliseconds. */
  latencyMs: z.number(),
  callbacks: z.enum(['normal', 'dropped', 'delayed']),
  /** The delay of callbacks if `callbacks` is `delayed`; ms on the sandbox's clock. */
  delayMs: z.number(),
  /** Percentages of reports that are lost, sent twice, or sent after the next one; the seed decides which. */
  droppedPercent: percent,
  doubledPercent: percent,
  disorderedPercent: percent,
  /** Prices that differ from the list, EUR per part: by country (EE), then channel. */
  prices: z.record(z.string(), z.partialRecord(channelSchema, z.string())),
  /** The account's balance, EUR. */
  credit: z.string(),
});
export type SandboxWeather = z.infer<typeof sandboxWeatherSchema>;

/** Simulated people who reply automatically once a message has reached them. */
const sandboxAnswerSchema = z.object({
  /** The last two digits of their numbers. */
  ending: z.string(),
  text: z.string(),
  /** Milliseconds on the sandbox's clock since the delivery. */
  afterMs: z.number(),
});
export type SandboxAnswer = z.infer<typeof sandboxAnswerSchema>;

/** One attempt to post an inbound message or a delivery report. */
const attemptSchema = z.object({
  at: z.number(),
  status: z.number().nullable(),
  error: z.string().nullable(),
});

/** A message that the sandbox received, or that a simulated person wrote. */
const sandboxArrivalSchema = z.object({
  /** Messente's id. */
  id: z.string(),
  kind: z.enum(['message', 'inbound']),
  /** The person's number, E.164. */
  person: z.string(),
  /** The channels of the chain in order, or the channel of the person's message. */
  channels: z.array(channelSchema),
  /** The text of the first step, or of the person's message; shortened to 200 characters. */
  preview: z.string(),
  at: z.number(),
  /** The latest status of each step; empty for a person's message. */
  statuses: z.array(z.string().nullable()),
  /**
   * The number of reports (or of the one inbound message) that were received, are waiting, were abandoned,
   * were dropped.
   */
  callbacks: z.object({
    received: z.number(),
    waiting: z.number(),
    givenUp: z.number(),
    dropped: z.number(),
  }),
  lastTry: attemptSchema.nullable(),
});
export type SandboxArrival = z.infer<typeof sandboxArrivalSchema>;

/** A saved scenario: weather, replies, seed; its file format is docs/scenario.schema.json. */
const sandboxScenarioSchema = z.object({
  name: z.string(),
  description: z.string().nullable(),
  /** The file's text (YAML). */
  text: z.string(),
  /** The scenario comes with Omnideck; it can be run and copied, but not changed. */
  builtIn: z.boolean(),
});
export type SandboxScenario = z.infer<typeof sandboxScenarioSchema>;

const scenarioProblemSchema = problemSchema.extend({ line: z.number(), column: z.number() });

export const sandboxStateSchema = z.object({
  /** The sandbox's address, for other programs on this computer. */
  baseUrl: z.string(),
  controlUrl: z.string(),
  seed: z.number(),
  weather: sandboxWeatherSchema,
  /**
   * Where simulated people's messages are posted: a local program or any http(s) URL. The secret can be set
   * but not read.
   */
  inbound: z.object({ url: z.string(), secretSet: z.boolean() }).nullable(),
  answers: z.array(sandboxAnswerSchema),
  /** The scenario that was run last; null if something was changed since. */
  scenario: z.string().nullable(),
  counts: z.object({ messages: z.number(), inbound: z.number() }),
});
export type SandboxState = z.infer<typeof sandboxStateSchema>;

const nothing = z.object({});
const state = resultOf(sandboxStateSchema);

export const sandboxContract = {
  /** Starts the built-in sandbox if it is not running (and creates its account), and returns its state. */
  state: oc.output(state),
  /** Changes the weather. Missing fields keep their value; a price of null restores the listed price. */
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
  /** null means that messages are not posted anywhere. A missing secret keeps its value. */
  setInbound: oc
    .input(z.object({ inbound: z.object({ url: z.string(), secret: z.string().optional() }).nullable() }))
    .output(state),
  setAnswers: oc.input(z.object({ answers: z.array(sandboxAnswerSchema).max(100) })).output(state),
  /**
   * Restarts the random draws: from now on requests have the same outcomes as in a new sandbox with that
   * seed.
   */
  sayAgain: oc.input(z.object({ seed: z.number() })).output(state),
  /** Resets messages, waiting reports, credit, weather and replies. The console's own history stays. */
  reset: oc.output(state),
  /** Returns received messages, newest first. */
  arrived: oc
    .input(
      z.object({
        /** Part of a number or of a text. */
        search: z.string().optional(),
        limit: z.number().int().min(1).max(500).optional(),
      }),
    )
    .output(resultOf(z.object({ list: z.array(sandboxArrivalSchema), all: z.number() }))),
  /** Sends a message from a simulated person: signed, posted to the inbound URL, retried like a report. */
  write: oc
    .input(z.object({ from: z.string(), to: z.string(), text: z.string(), channel: channelSchema }))
    .output(resultOf(z.object({ id: z.string() }))),
  scenarios: oc.output(z.array(sandboxScenarioSchema)),
  /** Returns the problems of a scenario's text with their lines; if there are none, it can be run. */
  checkScenario: oc
    .input(z.object({ text: z.string() }))
    .output(z.object({ name: z.string().nullable(), problems: z.array(scenarioProblemSchema) })),
  /** Sets everything that the scenario defines, and fair weather for the rest. */
  runScenario: oc.input(z.object({ text: z.string() })).output(state),
  /** Returns the current conditions as a scenario's text, without secrets. */
  nowAsScenario: oc
    .input(z.object({ name: z.string(), description: z.string().optional() }))
    .output(resultOf(z.object({ text: z.string() }))),
  /**
   * Saves a scenario under its own name; an existing one of that name is replaced only with `replace`
   * (problem `name-taken`).
   */
  keepScenario: oc
    .input(z.object({ text: z.string(), replace: z.boolean().optional() }))
    .output(resultOf(nothing)),
  forgetScenario: oc.input(z.object({ name: z.string() })).output(resultOf(nothing)),
  /** Writes the scenario's file into the console's downloads folder. */
  saveScenario: oc.input(z.object({ text: z.string() })).output(resultOf(savedFileSchema)),
};
