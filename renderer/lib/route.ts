/**
 * The current place in the window as the address's hash, so that back, forward and reload work in both
 * shells.
 */
export const settingsSections = [
  'accounts',
  'sending',
  'reports',
  'data',
  'privacy',
  'audit',
  'appearance',
  'doctor',
  'about',
] as const;
export type SettingsSection = (typeof settingsSections)[number];

/** The tabs of the answers: the messages that people wrote, who subscribed, and the numbers that they write to. */
export const answersTabs = ['messages', 'subscriptions', 'numbers'] as const;
export type AnswersTab = (typeof answersTabs)[number];

/** The parts of the sandbox panel. */
export const sandboxSections = ['weather', 'numbers', 'people', 'arrived', 'scenarios', 'programs'] as const;
export type SandboxSection = (typeof sandboxSections)[number];

export type Route =
  /** `query`: the filter of the list, see renderer/features/messages/view-address.ts; missing: unchanged. */
  | { readonly screen: 'messages'; readonly id: string | null; readonly query?: string }
  | { readonly screen: 'compose' }
  | { readonly screen: 'reports'; readonly id: number | null; readonly messageId: string | null }
  /** The id of the message that is read. */
  | { readonly screen: 'answers'; readonly tab: AnswersTab; readonly id: number | null }
  /** A run's id, or `new` while a plan is being edited. */
  | { readonly screen: 'runs'; readonly id: string | null }
  | { readonly screen: 'sandbox'; readonly section: SandboxSection }
  | { readonly screen: 'settings'; readonly section: SettingsSection };

/** Parses a hash such as "#/messages/abc"; anything that is not understood means the list of messages. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const [name = '', first = '', second = ''] = path.split('/').map(decode);
  const screen = today(name);
  switch (screen) {
    case 'compose':
      return { screen };
    case 'reports':
      if (first === 'of') return { screen, id: null, messageId: second || null };
      return { screen, id: idOf(first), messageId: null };
    case 'answers':
      return { screen, tab: answersTabs.find((tab) => tab === first) ?? 'messages', id: idOf(first) };
    case 'runs':
      return { screen, id: first === '' ? null : first };
    case 'sandbox':
      return { screen, section: sandboxSections.find((section) => section === first) ?? 'weather' };
    case 'settings':
      return { screen, section: settingsSections.find((section) => section === today(first)) ?? 'accounts' };
    default:
      return {
        screen: 'messages',
        id: screen === 'messages' && first !== '' ? first : null,
        ...(screen === 'messages' && query !== '' ? { query } : {}),
      };
  }
}

/** Returns the hash of a route; parseRoute(formatRoute(r)) is r. */
export function formatRoute(route: Route): string {
  switch (route.screen) {
    case 'messages': {
      const path = route.id === null ? '#/messages' : `#/messages/${encodeURIComponent(route.id)}`;
      return route.query ? `${path}?${route.query}` : path;
    }
    case 'compose':
      return '#/compose';
    case 'reports':
      if (route.messageId !== null && route.id === null)
        return `#/reports/of/${encodeURIComponent(route.messageId)}`;
      return route.id === null ? '#/reports' : `#/reports/${route.id}`;
    case 'answers':
      if (route.tab !== 'messages') return `#/answers/${route.tab}`;
      return route.id === null ? '#/answers' : `#/answers/${route.id}`;
    case 'runs':
      return route.id === null ? '#/runs' : `#/runs/${encodeURIComponent(route.id)}`;
    case 'sandbox':
      return `#/sandbox/${route.section}`;
    case 'settings':
      return `#/settings/${route.section}`;
  }
}

/** Addresses of earlier versions say "callbacks". */
const today = (part: string) => (part === 'callbacks' ? 'reports' : part);

const idOf = (part: string) => (/^\d+$/.test(part) ? Number(part) : null);

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
