import type { Emit } from '../../events.ts';
import type { NewInbound } from './sql/keep-reports.ts';

/** Announces an inbound message that was stored, and what it has changed. */
export function announceInbound(emit: Emit, message: NewInbound | null): void {
  if (message === null) return;
  emit({ type: 'inbound-received', id: message.id });
  if (message.effect !== null) emit({ type: 'answers-changed' });
  if (message.effect === 'opted-out') emit({ type: 'do-not-send-changed' });
}
