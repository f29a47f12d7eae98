import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatRoute,
  parseRoute,
  type Route,
  sandboxSections,
  settingsSections,
} from '../../../renderer/lib/route.ts';

const text = fc.string({ minLength: 1, unit: 'grapheme' }).filter((one) => one.isWellFormed());
const id = fc.option(text, { nil: null });
const routes: fc.Arbitrary<Route> = fc.oneof(
  fc.record({ screen: fc.constant('messages' as const), id }),
  fc.constant({ screen: 'compose' as const }),
  fc.record({
    screen: fc.constant('reports' as const),
    id: fc.option(fc.nat(), { nil: null }),
    messageId: fc.constant(null),
  }),
  fc.record({ screen: fc.constant('reports' as const), id: fc.constant(null), messageId: id }),
  fc.record({
    screen: fc.constant('answers' as const),
    tab: fc.constant('messages' as const),
    id: fc.option(fc.nat(), { nil: null }),
  }),
  fc.constant({ screen: 'answers' as const, tab: 'numbers' as const, id: null }),
  fc.record({ screen: fc.constant('sandbox' as const), section: fc.constantFrom(...sandboxSections) }),
  fc.record({ screen: fc.constant('settings' as const), section: fc.constantFrom(...settingsSections) }),
);

describe('the address of a place in the window', () => {
  it('leads back to the same place, whatever an id contains', () => {
    fc.assert(
      fc.property(routes, (route) => {
        expect(parseRoute(formatRoute(route))).toEqual(route);
      }),
    );
  });

  it('is exactly the hash that a browser keeps', () => {
    fc.assert(
      fc.property(routes, (route) => {
        const hash = formatRoute(route);
        expect(new URL(hash, 'http://127.0.0.1/').hash).toBe(hash);
      }),
    );
  });

  it.each([
    ['', { screen: 'messages', id: null }],
    ['#', { screen: 'messages', id: null }],
    ['#/nowhere/else', { screen: 'messages', id: null }],
    ['#/messages/abc', { screen: 'messages', id: 'abc' }],
    ['#/messages/%E0%A4%A', { screen: 'messages', id: null }],
    ['#/reports/12', { screen: 'reports', id: 12, messageId: null }],
    ['#/callbacks/twelve', { screen: 'reports', id: null, messageId: null }],
    ['#/callbacks/of/abc', { screen: 'reports', id: null, messageId: 'abc' }],
    ['#/callbacks/of', { screen: 'reports', id: null, messageId: null }],
    ['#/answers', { screen: 'answers', tab: 'messages', id: null }],
    ['#/answers/12', { screen: 'answers', tab: 'messages', id: 12 }],
    ['#/answers/numbers', { screen: 'answers', tab: 'numbers', id: null }],
    ['#/answers/twelve', { screen: 'answers', tab: 'messages', id: null }],
    ['#/sandbox', { screen: 'sandbox', section: 'weather' }],
    ['#/sandbox/arrived', { screen: 'sandbox', section: 'arrived' }],
    ['#/sandbox/rain', { screen: 'sandbox', section: 'weather' }],
    ['#/settings', { screen: 'settings', section: 'accounts' }],
    ['#/settings/privacy', { screen: 'settings', section: 'privacy' }],
    ['#/settings/secrets', { screen: 'settings', section: 'accounts' }],
  ])('%s is understood, or leads to the list of messages', (hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
  });

  it('never fails, whatever is typed', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (hash) => void formatRoute(parseRoute(hash))));
  });
});
