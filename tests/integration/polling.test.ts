import { describe, expect, it } from 'vitest';
import {
  acceptedBy,
  changeWeather,
  codeOf,
  consoleWithSandbox,
  messageOf,
  must,
  openConsole,
  sendOne,
} from '../helpers/console-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';

/** A clock that a test can advance, as after a computer's sleep. */
function movable() {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    forward: (ms: number) => {
      ahead += ms;
    },
  };
}

describe('a message whose delivery reports never arrive', () => {
  it('is polled automatically once the reports are overdue, not before, and each event is marked as polled', async () => {
    const clock = movable();
    const { client, console } = await consoleWithSandbox({ now: clock.now });
    const id = await sendOne(client, '+37255500032');
    await eventually(async () => (await messageOf(client, id)).state).toBe('pending');
    const { nextPollAt, acceptedAt } = await messageOf(client, id);
    expect(nextPollAt).toBe((acceptedAt ?? 0) + 30_000);
    clock.forward(25_000);
    console.parts.reconciler.wake();
    await eventually(async () => (await client.console.overview()).reconcile.waiting).toBe(1);
    expect(await messageOf(client, id)).toMatchObject({ polls: 0, state: 'pending' });

    clock.forward(10_000);
    console.parts.reconciler.wake();
    await eventually(async () => (await messageOf(client, id)).polls).toBe(1);
    const again = async () => {
      clock.forward(60_000);
      console.parts.reconciler.wake();
      return (await messageOf(client, id)).state;
    };
    await eventually(again).toBe('delivered');
    const message = await messageOf(client, id);
    expect(message.callbacks).toBe(0);
    const sources = message.steps.flatMap(({ events }) => events.map(({ source }) => source));
    expect(sources.length).toBeGreaterThan(0);
    expect(new Set(sources)).toEqual(new Set(['poll']));
    expect((await client.console.overview()).reconcile.used).toBe(message.polls);
  });

  it('is polled at the next start, without waiting until it is overdue', async () => {
    const first = await consoleWithSandbox();
    await first.client.outbox.pause();
    const id = await sendOne(first.client, '+37255500032');
    await first.client.outbox.resume();
    await eventually(async () => (await messageOf(first.client, id)).state).toBe('pending');
    await eventually(async () =>
      (await (await fetch(`${first.sandbox.controlUrl}/messages`)).text()).includes('DELIVRD'),
    ).toBe(true);
    await first.stop();
    const { client } = await openConsole({ folder: first.folder });
    await eventually(async () => (await messageOf(client, id)).state).toBe('delivered');
    expect(await messageOf(client, id)).toMatchObject({ polls: 1 });
  });

  it('is polled after the computer woke up', async () => {
    const { client, console } = await consoleWithSandbox();
    const id = await sendOne(client, '+37255500032');
    await eventually(async () => (await messageOf(client, id)).state).toBe('pending');
    const awake = async () => {
      console.wake();
      return (await messageOf(client, id)).state;
    };
    await eventually(awake).toBe('delivered');
  });

  it('can be polled by the user at any time; an outage is reported and changes nothing', async () => {
    const { client, sandbox } = await consoleWithSandbox();
    const id = await sendOne(client, '+37255500032');
    await eventually(async () => (await messageOf(client, id)).state).toBe('pending');
    await changeWeather(sandbox, { outage: true });
    const failed = await client.messages.ask({ id });
    expect(codeOf(failed)).toMatch(/./u);
    expect(await messageOf(client, id)).toMatchObject({ state: 'pending', polls: 1 });
    await changeWeather(sandbox, { outage: false });
    await eventually(async () => must(await client.messages.ask({ id })).state).toBe('delivered');
  });
});

describe('the hourly budget of status requests', () => {
  it('is not exceeded, is visible, and allows the rest to be polled when it is raised', async () => {
    const clock = movable();
    const { client, console, sandbox } = await consoleWithSandbox({ now: clock.now }, { speed: 100 });
    await changeWeather(sandbox, { callbacks: 'dropped' });
    must(await client.settings.set({ reconcileBudget: 5 }));
    const to = Array.from({ length: 12 }, (_, index) => `+3725551${index + 10}00`);
    // With SMS only there is no SEEN to poll for afterwards.
    const chain = { steps: [{ channel: 'sms' as const, text: 'Tere' }] };
    await Promise.all(to.map((number) => sendOne(client, number, { chain })));
    await eventually(async () => (await client.messages.counts({})).byState.pending).toBe(12);
    clock.forward(40_000);
    console.parts.reconciler.wake();
    await eventually(async () => (await client.console.overview()).reconcile.used).toBe(5);
    clock.forward(40_000);
    console.parts.reconciler.wake();
    await eventually(async () => (await client.console.overview()).reconcile).toMatchObject({
      budget: 5,
      used: 5,
      waiting: 7,
    });
    expect((await client.messages.counts({})).byState).toMatchObject({ delivered: 5, pending: 7 });

    must(await client.settings.set({ reconcileBudget: 100 }));
    await eventually(async () => (await client.messages.counts({})).byState.delivered).toBe(12);
    expect((await client.console.overview()).reconcile.used).toBe(12);
    // An hour later these requests do not count any more.
    clock.forward(3_700_000);
    expect((await client.console.overview()).reconcile.used).toBe(0);
  });

  it('of zero disables automatic polling, and the user can still poll', async () => {
    const clock = movable();
    const { client, console } = await consoleWithSandbox({ now: clock.now });
    must(await client.settings.set({ reconcileBudget: 0 }));
    const id = await sendOne(client, '+37255500032');
    await eventually(async () => (await messageOf(client, id)).state).toBe('pending');
    clock.forward(3_600_000);
    console.parts.reconciler.wake();
    await console.parts.reconciler.sweep('test');
    expect(await messageOf(client, id)).toMatchObject({ polls: 0 });
    await eventually(async () => must(await client.messages.ask({ id })).state).toBe('delivered');
  });
});

describe('a scheduled message', () => {
  it('is in progress once its time has come, and is settled like any other', async () => {
    const { client, sandbox } = await consoleWithSandbox({}, { speed: 1 });
    const at = Date.now() + 2_500;
    const id = await sendOne(client, '+37255500000', {
      chain: { steps: [{ channel: 'sms', text: 'Tere' }], timeToSend: at },
    });
    await eventually(async () => (await messageOf(client, id)).state).toBe('scheduled');
    expect(await messageOf(client, id)).toMatchObject({ sendAt: at });
    await eventually(async () => (await messageOf(client, id)).state).toBe('delivered');
    expect(await acceptedBy(sandbox)).toHaveLength(1);
  });
});
