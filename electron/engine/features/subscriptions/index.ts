export { openSubscriptions, type Subscriptions } from './subscription-addresses.ts';
