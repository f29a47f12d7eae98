/**
 * What is wrong with a chain before it is sent. Refused is only what Messente's documents rule out, and what can't be
 * meant; for the rest the API has the last word.
 */
import { messagingProblem } from '../problems/messaging.ts';
import { isBlankText } from './blank.ts';
import { channelNames, checkContent, hasContent } from './check-content.ts';
import type { DraftChain, DraftStep } from './compose.ts';
import { type Problem, term } from './problem.ts';
import { maximumSegments, parseUdh, segmentSms } from './segments.ts';
import { countCharacters } from './shape-values.ts';
import type { Channel } from './types.ts';

/**
 * The longest time that we let a step take: 30 days. Messente documents no bound; beyond it a slip of the keyboard is
 * likelier than a wish, and the chain would look alive for as long.
 */
export const maximumStepSeconds = 30 * 24 * 60 * 60;

/** Characters (code points) that a text may have: Viber's from an older page of Messente's, RCS's from the spec. */
export const maximumTextLength: Readonly<Partial<Record<Channel, number>>> = { viber: 1000, rcs: 3072 };

/** Not wrong with a plan that was begun before RCS steps had to have a sender; see readPlan. */
export const senderMissing = 'sender-missing';

/** 9999-12-31T23:59:59Z: the last time that fits the documented form. */
const lastTimeAt = Date.UTC(9999, 11, 31, 23, 59, 59);

/**
 * What is wrong with a chain before it is sent; Messente would refuse it, or what it does is not documented.
 * @param nowAt UTC epoch milliseconds: a time to send before it is refused
 * @returns every problem, with field paths such as `steps[1].text`; an empty list where there is none
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

/** What is wrong with one step by itself. @param path of the step, `steps[1]` */
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

/** A step is a plain text, or its channel's own form in `content`; never both. */
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
  const limit = maximumTextLength[step.channel];
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

/**
 * Messente documents no rule for the length or the characters of a sender (11 is the GSM limit of a name), and answers
 * 400 or err 7 for one it doesn't like: so only what can't be a sender at all is refused here.
 */
function checkSender(step: DraftStep, path: string): Problem[] {
  const { sender } = step;
  const field = `${path}.sender`;
  if (sender === undefined) {
    // Messente's document requires it on RCS alone: no API key has a default RCS agent.
    if (step.channel !== 'rcs') return [];
    return [messagingProblem('sender-missing', {}, field)];
  }
  if (isBlankText(sender)) {
    return [messagingProblem('sender-empty', {}, field)];
  }
  if (/\p{Cc}/u.test(sender) || !sender.isWellFormed()) {
    return [messagingProblem('sender-invalid', {}, field)];
  }
  return [];
}

/** What is wrong with a time to send, at the field `timeToSend`. */
export function checkTime(timeToSend: number | undefined, nowAt: number): Problem[] {
  if (timeToSend === undefined) return [];
  if (!Number.isFinite(timeToSend) || timeToSend > lastTimeAt) {
    return [messagingProblem('time-unreadable', {}, 'timeToSend')];
  }
  if (timeToSend >= nowAt) return [];
  return [messagingProblem('time-past', {}, 'timeToSend')];
}
