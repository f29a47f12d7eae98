import type { PluralForms } from './plural.ts';

type Many = (count: number, forms: PluralForms) => string;

export const enCallbacks = (many: Many) => ({
  title: 'Callbacks',
  list: 'List of callbacks',
  live: 'Live',
  notLive: 'Not live',
  tabsLabel: 'Which callbacks',
  tabs: { all: 'All', verified: 'Verified', forged: 'Forged', unsigned: 'Unsigned' },
  onlyOf: 'Only those of one message',
  showAll: 'Show all',
  verdict: { verified: 'Verified', forged: 'Forged', unsigned: 'Unsigned', repeat: 'Repeated' },
  outcome: {
    applied: 'Applied',
    repeat: 'Repeated',
    unreadable: 'Unreadable',
    'unknown-message': 'Unknown message',
    'not-applied': 'Not applied',
  },
  headline: {
    applied: 'Verified and applied',
    repeat: 'Verified, and told before',
    unreadable: 'Verified, but unreadable',
    'unknown-message': 'Verified, but of no message here',
    'not-applied': 'Verified, but not applied',
    forged: 'Forged, so not applied',
    unsigned: 'Unsigned, so not applied',
  },
  /** What an unbelieved report says is not repeated in the list. */
  notBelieved: 'not believed',
  unreadable: 'unreadable',
  nothing: '–',
  empty: {
    title: 'No callbacks yet',
    text: 'Each delivery report that reaches this machine is kept here as it came, with whether its signature is good.',
    action: 'Write a message',
  },
  emptyTab: {
    title: 'None of these',
    text: 'Reports with no signature or a wrong one are kept apart and change nothing.',
  },
  detail: {
    label: 'Callback',
    pick: 'Choose a callback to see what came, byte for byte.',
    copyCurl: 'Copy as curl',
    copiedCurl: 'Copied, without the signature’s secret',
    message: 'Open the message',
    signature: 'Signature',
    noSignature: 'none came with it',
    checkedWith: 'Checked with',
    checkedText: (bytes: number) =>
      `HMAC-SHA256 and the account’s API password, over ${many(bytes, { one: '1 byte', other: `${bytes} bytes` })}`,
    earlier: 'verified by an earlier API password',
    account: 'Account',
    path: 'Path',
    body: 'Body',
    bytes: (bytes: number) => `${many(bytes, { one: '1 byte', other: `${bytes} bytes` })}, as it came`,
    formatted: 'Formatted',
    raw: 'Raw',
    headers: 'Headers',
    notText: 'Not text: shown as bytes.',
    notJson: 'Not JSON, so shown as it came.',
    emptyBody: 'The body is empty.',
    views: 'How the body is shown',
  },
});
