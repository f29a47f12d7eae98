/** The exports of consent for the shells and the calls that only read. */
export { type BlacklistNeeds, blacklistChecks } from './blacklist-checks.ts';
export type { Blacklists } from './blacklists.ts';
export { consentProof } from './consent-proof.ts';
export { showConsent } from './show-consent.ts';
