import type { Settings } from '../../../shared/contract/settings.ts';

export type Caps = Settings['spendCaps'];

export type CapsProps = { caps: Caps; change: (patch: Partial<Caps>) => void };
