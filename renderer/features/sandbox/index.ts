export { useSandboxPulse } from './use-sandbox-pulse.ts';
export { foulParts } from './weather.ts';
