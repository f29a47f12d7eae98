/** The kinds of status, each with its own icon and tone; see status-mark.tsx. */
export type StatusKind =
  | 'delivered'
  | 'seen'
  | 'waiting'
  | 'accepted'
  | 'expired'
  | 'delivered-twice'
  | 'failed'
  | 'rejected'
  | 'unknown'
  | 'scheduled'
  | 'held'
  | 'not-sent'
  | 'not-needed'
  | 'verified'
  | 'repeated'
  | 'forged'
  | 'unsigned'
  | 'postponed';

export type Tone = 'ok' | 'accent' | 'warn' | 'bad' | 'fg2' | 'fg3';
