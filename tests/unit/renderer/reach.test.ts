import { describe, expect, it } from 'vitest';
import { isOnThisMachine, lacksAgreement, reachOf } from '../../../renderer/lib/reach.ts';
import { en } from '../../../renderer/lib/words/en.ts';
import type { Overview } from '../../../shared/contract/console.ts';

type Tunnel = Overview['callbacks']['tunnel'];

const tunnel = (facts: Partial<Tunnel>): Tunnel => ({
  kind: 'none',
  status: 'off',
  publicUrl: null,
  sinceAt: 0,
  lastProofAt: null,
  proof: null,
  problem: null,
  ...facts,
});
const live = { kind: 'messente', baseUrl: 'https://api.messente.com/v1', tunnelAgreedAt: null } as const;
const agreed = { ...live, tunnelAgreedAt: 1 };
const local = { ...live, baseUrl: 'http://127.0.0.1:8090/v1' };
const sandbox = { ...live, kind: 'sandbox' } as const;
const open = tunnel({ kind: 'localtunnel', status: 'open', publicUrl: 'https://abc.loca.lt/' });

describe('whether callbacks can reach this computer', () => {
  it('is yes without a public address if the API is on this computer', () => {
    expect(reachOf(tunnel({}), sandbox, null, en)).toMatchObject({ kind: 'delivered', action: null });
    expect(reachOf(tunnel({}), local, null, en)).toMatchObject({ kind: 'delivered', action: null });
  });

  it('is no without a public address if the API is elsewhere, with a hint', () => {
    expect(reachOf(tunnel({}), live, null, en)).toMatchObject({
      text: 'Delivery reports cannot reach this computer',
      action: 'Set up',
    });
  });

  it('shows the host, and when it was last proven', () => {
    expect(reachOf(open, agreed, '4 s', en)).toMatchObject({
      kind: 'delivered',
      text: 'Delivery reports reach this computer',
      why: 'abc.loca.lt · checked 4 s ago',
    });
  });

  it('is no through an open localtunnel that was not accepted for this account', () => {
    expect(reachOf(open, live, '4 s', en)).toMatchObject({
      kind: 'not-needed',
      text: 'Delivery reports cannot reach this computer',
      why: 'you have not agreed to localtunnel for this account',
      action: 'Agree…',
    });
    expect(lacksAgreement(agreed, open)).toBe(false);
    expect(lacksAgreement(local, open)).toBe(false);
    expect(lacksAgreement(live, tunnel({ kind: 'fixed', status: 'open' }))).toBe(false);
  });

  it('never claims what is not proven', () => {
    for (const status of ['off', 'starting', 'unproven', 'down'] as const) {
      const reach = reachOf(
        tunnel({ kind: 'fixed', status, publicUrl: 'https://a.example' }),
        live,
        null,
        en,
      );
      expect(reach.kind).not.toBe('delivered');
    }
  });
});

describe('an API on this computer', () => {
  it.each(['http://localhost:1/v1', 'http://127.0.0.1/v1', 'http://127.8.9.1', 'http://[::1]:80/v1'])(
    'is recognised at %s',
    (baseUrl) => {
      expect(isOnThisMachine({ kind: 'messente', baseUrl })).toBe(true);
    },
  );
  it.each([
    'https://api.messente.com/v1',
    'http://127.0.0.1.example/',
    'http://localhost.example',
    'nonsense',
  ])('is not assumed at %s', (baseUrl) => {
    expect(isOnThisMachine({ kind: 'messente', baseUrl })).toBe(false);
  });
});
