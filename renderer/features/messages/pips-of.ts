/** The outcome of each step as a dot beside the channel's name; the rules are in the look's "Chain pips". */
import type { MessageRow } from '../../../shared/contract/messages.ts';
import { assertNever, type Channel } from '../../../shared/messaging/types.ts';
import type { ChannelPip, Pip } from '../../lib/ui/pips.tsx';

type RowLike = Pick<MessageRow, 'state' | 'running'> & {
  readonly steps: readonly Pick<MessageRow['steps'][number], 'channel' | 'state'>[];
};

/** A step without a status: its dot depends on the whole message. */
function untold(row: RowLike, channel: Channel, first: boolean): Pip {
  /* Messente accepts a chain as a whole or not at all. */
  if (row.state === 'refused') return 'refused';
  /* The answer was lost: if Messente has the chain, its first step is running. */
  if (row.state === 'unknown') return first ? 'unknown' : 'untried';
  return row.running?.channel === channel ? 'waiting' : 'untried';
}

function pipOf(row: RowLike, step: RowLike['steps'][number], first: boolean): Pip {
  switch (step.state) {
    case 'delivered':
    case 'seen':
      return 'reached';
    case 'failed':
      return 'failed';
    case 'unknown':
      return 'unknown';
    case 'pending':
      return 'waiting';
    case 'waiting':
      return untold(row, step.channel, first);
    case 'not-needed':
      return 'untried';
    default:
      return assertNever(step.state);
  }
}

/** Returns one dot per step, in the order of the chain. */
export function pipsOf(row: RowLike): readonly ChannelPip[] {
  return row.steps.map((step, index) => ({ channel: step.channel, pip: pipOf(row, step, index === 0) }));
}
