/** The doctor's checks of the way by which delivery reports arrive, and of their signatures. */

import { doctorPhrase } from '../../../../shared/phrases.ts';
import { doctorProblem } from '../../../../shared/problems/doctor.ts';
import type { DeclaredChecks, Finding } from '../../doctor-check.ts';
import { reachesNobody, type StoredAccount } from '../accounts/index.ts';
import { verifySignature } from './signature.ts';
import { probeAddress } from './tunnel/probe.ts';
import type { Tunnel } from './tunnel/types.ts';
import type { CallbackServer } from './types.ts';

export type ReportNeeds = { readonly callbacks: CallbackServer; readonly tunnel: Tunnel };

export function reportChecks(
  { callbacks, tunnel }: ReportNeeds,
  account: StoredAccount | null,
): DeclaredChecks {
  return {
    'callbacks-local': () => checkCallbacksHere(callbacks),
    'callbacks-public': () => checkPublicAddress(tunnel, account),
    signature: checkSignature,
  };
}

/** Checks a signature with a known result (RFC 4231, test case 2), and the same with one bit changed. */
function checkSignature(): Finding {
  const body = Buffer.from('what do ya want for nothing?');
  const good = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
  const passwords = { kind: 'known', current: 'Jefe', earlier: [] } as const;
  const right = verifySignature(body, good, passwords).kind === 'verified';
  const wrong = verifySignature(body, good.replace(/^5/u, '4'), passwords).kind === 'forged';
  if (right && wrong) return { state: 'ok', found: doctorPhrase('signature-known'), problem: null };
  return {
    state: 'failed',
    found: doctorPhrase('signature-wrong'),
    problem: doctorProblem('doctor-signature'),
  };
}

/** Checks that the callback server answers on this computer, on its own port. */
async function checkCallbacksHere(callbacks: CallbackServer): Promise<Finding> {
  const probe = callbacks.expectProbe();
  const why = await probeAddress({
    publicUrl: callbacks.localUrl,
    probe,
    connectTo: null,
    timeoutMs: 5_000,
    signal: AbortSignal.timeout(6_000),
  });
  probe.forget();
  if (why === null)
    return { state: 'ok', found: doctorPhrase('answers', { port: callbacks.port }), problem: null };
  return {
    state: 'failed',
    found: doctorPhrase('no-answer', { port: callbacks.port }),
    problem: doctorProblem('doctor-callbacks'),
  };
}

/** Sends a request through the public address back to this computer, as Messente's reports arrive. */
async function checkPublicAddress(tunnel: Tunnel, account: StoredAccount | null): Promise<Finding> {
  const before = tunnel.state();
  const local = account !== null && reachesNobody(account);
  if (before.kind === 'none') {
    return local
      ? { state: 'skipped', found: doctorPhrase('local-reports'), problem: null }
      : {
          state: 'warning',
          found: doctorPhrase('no-public-address'),
          problem: doctorProblem('doctor-no-tunnel'),
        };
  }
  const state = await tunnel.probeNow();
  if (state.status === 'open') return { state: 'ok', found: doctorPhrase('round-trip'), problem: null };
  return {
    state: state.status === 'down' ? 'failed' : 'warning',
    found: doctorPhrase('tunnel', { status: state.status }),
    problem: state.problem ?? doctorProblem('doctor-tunnel'),
  };
}
