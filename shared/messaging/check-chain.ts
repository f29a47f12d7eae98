/**
 * Validates a chain before it is sent. It refuses only what Messente's documentation forbids, and values that
 * nobody can mean; the API decides about everything else.
 */
import { messagingProblem } from '../problems/messaging.ts';
import { isBlankText } from './blank.ts';
import { channelNames, checkContent, hasContent, maximumTextLength } from './check-content.ts';
import type { DraftChain, DraftStep } from './compose.ts';
import { type Problem, term } from './problem.ts';
import { maximumSegments, parseUdh, segmentSms } from './segments.ts';
import { countCharacters } from './shape-values.ts';
import type { Channel } from './types.ts';

/**
 * The longest allowed time limit of a step: 30 days. Messente documents no limit, but a longer time is
 * probably a typing mistake, and the chain would stay open that long.
 */
export const maximumStepSeconds = 30 * 24 * 60 * 60;

/** This problem is accepted in a plan whose run started before RCS steps needed a sender; see readPlan. */
export const senderMissing = 'sender-missing';

/** 9999-12-31T23:59:59Z: the last time that fits the documented format. */
const lastTimeAt = Date.UTC(9999, 11, 31, 23, 59, 59);

/**
 * Returns what is wrong with a chain: what Messente would refuse, or what has undocumented effects.
 * @param nowAt UTC epoch milliseconds; a sending time before it is refused
 * @returns every problem, with field paths such as `steps[1].text`; an empty list if the chain is valid
 */
export function checkChain(draft: DraftChain, nowAt: number): Problem[] {
  const problems: Problem[] = [];
  if (draft.steps.length === 0) {
    problems.push(messagingProblem('no-steps', {}, 'steps'));
  }
  const seen = new Set<Channel>();
  draft.steps.forEach((step, index) => {
    const path = `steps[${index}]`;
    if (seen.has(step.channel)) {
      problems.push(
        messagingProblem('channel-twice', { channel: channelNames[step.channel] }, `${path}.channel`),
      );
    }
    seen.add(step.channel);
    problems.push(...checkStep(step, path));
  });
  problems.push(...checkTime(draft.timeToSend, nowAt));
  return problems;
}

/** Returns what is wrong with one step. @param path the step's path, `steps[1]` */
export function checkStep(step: DraftStep, path: string): Problem[] {
  const problems = [
    ...checkUdh(step, path),
    ...checkWords(step, path),
    ...checkExpiry(step, path),
    ...checkSender(step, path),
  ];
  if (step.channel !== 'sms' && step.autoconvert !== undefined) {
    problems.push(
      messagingProblem(
        'autoconvert-not-here',
        { channel: channelNames[step.channel] },
        `${path}.autoconvert`,
      ),
    );
  }
  return problems;
}

/** A step has either a plain text, or its channel's own form in `content`, never both. */
function checkWords(step: DraftStep, path: string): Problem[] {
  if (step.content === undefined) return checkText(step, path);
  if (!hasContent(step.channel)) {
    return [messagingProblem('content-not-here', { channel: channelNames[step.channel] }, `${path}.content`)];
  }
  const problems = checkContent(step.channel, step.content, `${path}.content`);
  if (step.text === '') return problems;
  return [
    messagingProblem('content-with-text', { channel: channelNames[step.channel] }, `${path}.text`),
    ...problems,
  ];
}

function checkText(step: DraftStep, path: string): Problem[] {
  const field = `${path}.text`;
  const name = channelNames[step.channel];
  if (isBlankText(step.text)) {
    return [messagingProblem('text-empty', { name: term(name) }, field)];
  }
  if (!step.text.isWellFormed()) {
    return [messagingProblem('text-malformed', { name: term(name) }, field)];
  }
  const limit = maximumTextLength(step.channel);
  const length = countCharacters(step.text);
  if (limit !== undefined && length > limit) {
    return [
      messagingProblem('text-too-long', { name: term(name), length, limit, count: length - limit }, field),
    ];
  }
  if (step.channel === 'sms') return checkSmsLength(step, field);
  return [];
}

function checkSmsLength(step: DraftStep, field: string): Problem[] {
  const udh = step.udh === undefined ? null : parseUdh(step.udh);
  if (udh && !udh.ok) return [];
  const { segments } = segmentSms(step.text, { udhOctets: udh?.value.length ?? 0 });
  if (segments <= maximumSegments) return [];
  return [messagingProblem('text-too-long/sms', { segments, maximumSegments }, field)];
}

function checkUdh(step: DraftStep, path: string): Problem[] {
  if (step.udh === undefined) return [];
  const field = `${path}.udh`;
  if (step.channel !== 'sms') {
    return [messagingProblem('udh-not-here', { channel: channelNames[step.channel] }, field)];
  }
  const read = parseUdh(step.udh);
  return read.ok ? [] : [{ ...read.problem, field }];
}

function checkExpiry(step: DraftStep, path: string): Problem[] {
  const { ttlSeconds, validityMinutes } = step;
  if (ttlSeconds !== undefined && validityMinutes !== undefined) {
    return [
      messagingProblem('ttl-with-validity', { channel: channelNames[step.channel] }, `${path}.ttlSeconds`),
    ];
  }
  if (ttlSeconds !== undefined) {
    const field = `${path}.ttlSeconds`;
    if (step.channel === 'telegram') {
      return [messagingProblem('ttl-not-here', {}, field)];
    }
    return checkCount(ttlSeconds, maximumStepSeconds, 'seconds', 'ttl', field);
  }
  if (validityMinutes !== undefined) {
    return checkCount(
      validityMinutes,
      maximumStepSeconds / 60,
      'minutes',
      'validity',
      `${path}.validityMinutes`,
    );
  }
  return [];
}

function checkCount(
  value: number,
  maximum: number,
  unit: string,
  name: 'ttl' | 'validity',
  field: string,
): Problem[] {
  if (Number.isInteger(value) && value >= 1 && value <= maximum) return [];
  return [messagingProblem(`${name}-invalid`, { name: term(name), unit: term(unit), maximum }, field)];
}

/** Longer than any sender: a phone number has 15 digits, and an RCS agent's or WhatsApp sender's id about 40 characters. */
const longestSender = 200;

/**
 * Messente documents no rule for the length or the characters of a sender (11 is GSM's limit for a name), and
 * answers an
 * invalid one with 400 or err 7. Therefore only values that cannot be a sender at all are refused here.
 */
function checkSender(step: DraftStep, path: string): Problem[] {
  const { sender } = step;
  const field = `${path}.sender`;
  if (sender === undefined) {
    // Messente's documentation requires the sender only for RCS: no API key has a default RCS agent.
    if (step.channel !== 'rcs') return [];
    return [messagingProblem('sender-missing', {}, field)];
  }
  if (isBlankText(sender)) {
    return [messagingProblem('sender-empty', {}, field)];
  }
  if (/\p{Cc}/u.test(sender) || !sender.isWellFormed()) {
    return [messagingProblem('sender-invalid', {}, field)];
  }
  if (sender.length > longestSender) {
    return [messagingProblem('sender-too-long', { longestSender }, field)];
  }
  return [];
}

/** Returns what is wrong with a sending time, whose field is `timeToSend`. */
export function checkTime(timeToSend: number | undefined, nowAt: number): Problem[] {
  if (timeToSend === undefined) return [];
  if (!Number.isFinite(timeToSend) || timeToSend > lastTimeAt) {
    return [messagingProblem('time-unreadable', {}, 'timeToSend')];
  }
  if (timeToSend >= nowAt) return [];
  return [messagingProblem('time-past', {}, 'timeToSend')];
}
