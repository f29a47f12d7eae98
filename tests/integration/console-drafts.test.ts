import { describe, expect, it } from 'vitest';
import { codeOf, must, openConsole, requestKey } from '../helpers/console-fixture.ts';

const chain = { steps: [{ channel: 'sms' as const, text: 'Tere {first name}' }] };
const content = (text: string) => ({ recipients: [{ key: 'r', written: '+37255500001' }], text });

async function open() {
  const console_ = await openConsole();
  const { id: accountId } = must(await console_.client.accounts.sandbox());
  await console_.client.outbox.pause();
  const { drafts, templates } = console_.client.compose;
  const save = (text: string, more: { id?: string; basedOn?: number | null } = {}) =>
    drafts.save({ id: 'draft-one', accountId, preview: text, content: content(text), ...more });
  return { ...console_, drafts, templates, save, accountId };
}

describe('a draft', () => {
  it('is saved, listed, and still there after a restart of the console', async () => {
    const { save, drafts, folder, stop } = await open();
    const row = must(await save('Tere', { basedOn: null }));
    expect(row).toMatchObject({ id: 'draft-one', preview: 'Tere', people: 1 });
    expect(must(await drafts.get({ id: 'draft-one' })).content).toEqual(content('Tere'));
    await stop();
    const again = await openConsole({ folder });
    expect(await again.client.compose.drafts.list()).toEqual([row]);
  });

  it('that is saved twice is one draft, and the newest is first', async () => {
    const { save, drafts } = await open();
    must(await save('one'));
    must(await save('two', { id: 'draft-two' }));
    const again = must(await save('one again'));
    expect((await drafts.list()).map(({ preview }) => preview)).toEqual(['one again', 'two']);
    expect(again.createdAt).toBeLessThanOrEqual(again.updatedAt);
  });

  it('that another window has changed or removed is not overwritten', async () => {
    const { save, drafts } = await open();
    const first = must(await save('mine', { basedOn: null }));
    const theirs = must(await save('theirs', { basedOn: first.updatedAt }));
    expect(theirs.updatedAt).toBeGreaterThan(first.updatedAt);
    expect(codeOf(await save('mine again', { basedOn: first.updatedAt }))).toBe('draft-changed');
    expect(codeOf(await save('mine again', { basedOn: null }))).toBe('draft-changed');
    expect(must(await drafts.get({ id: 'draft-one' })).content).toEqual(content('theirs'));
    must(await drafts.remove({ id: 'draft-one' }));
    expect(codeOf(await save('mine again', { basedOn: theirs.updatedAt }))).toBe('draft-gone');
    expect(await drafts.list()).toEqual([]);
    expect(codeOf(await drafts.remove({ id: 'draft-one' }))).toBe('no-such-draft');
  });

  it('is removed once it is sent, and stays if sending failed', async () => {
    const { save, drafts, client } = await open();
    must(await save('Tere'));
    const send = (values: Record<string, Record<string, string>>) =>
      client.messages.send({
        to: ['+37255500001'],
        chain,
        requestKey: requestKey(),
        values,
        draftId: 'draft-one',
      });
    expect(codeOf(await send({}))).toBe('value-missing');
    expect(await drafts.list()).toHaveLength(1);
    must(await send({ '+37255500001': { 'first name': 'Mari' } }));
    expect(await drafts.list()).toEqual([]);
  });

  it('of more than five megabytes is refused with an explanation', async () => {
    const { drafts, accountId } = await open();
    expect(
      codeOf(
        await drafts.save({
          id: 'draft-one',
          accountId,
          preview: 'x',
          content: content('x'.repeat(5_000_001)),
        }),
      ),
    ).toBe('draft-too-large');
    expect(await drafts.list()).toEqual([]);
  });

  it('of a removed account is kept', async () => {
    const { drafts } = await open();
    const row = must(await drafts.save({ id: 'draft-two', accountId: 'nobody', preview: '', content: {} }));
    expect(row).toMatchObject({ accountId: null, people: 0 });
  });

  it('that changes is announced to all listeners', async () => {
    const { save, client } = await open();
    const stop = new AbortController();
    const changes = await client.console.changes(undefined, { signal: stop.signal });
    const seen: string[] = [];
    for await (const { type } of changes) {
      seen.push(type);
      // The first change is the overview: now the listener is active.
      if (seen.length === 1) must(await save('Tere'));
      if (type === 'composing') break;
    }
    expect(seen.at(-1)).toBe('composing');
    stop.abort();
  });
});

describe('a template', () => {
  it('is saved under a unique name, ignoring case, without a time of sending', async () => {
    const { templates } = await open();
    const made = must(
      await templates.save({ name: '  Õhtune   teade ', chain: { ...chain, timeToSend: 1 } }),
    );
    expect(made).toMatchObject({ name: 'Õhtune teade', chain });
    expect(codeOf(await templates.save({ name: 'õhtune TEADE', chain }))).toBe('name-taken');
    expect(codeOf(await templates.save({ name: '\t', chain }))).toBe('name-empty');
    const renamed = must(await templates.save({ id: made.id, name: 'õhtune teade', chain }));
    expect(renamed.createdAt).toBe(made.createdAt);
    expect((await templates.list()).map(({ name }) => name)).toEqual(['õhtune teade']);
  });

  it('that was removed can be restored, and a missing one is not overwritten', async () => {
    const { templates } = await open();
    const made = must(await templates.save({ name: 'A', chain }));
    const removed = must(await templates.remove({ id: made.id }));
    expect(codeOf(await templates.remove({ id: made.id }))).toBe('no-such-template');
    expect(codeOf(await templates.save({ id: made.id, name: 'A', chain }))).toBe('no-such-template');
    must(await templates.save({ name: removed.name, chain: removed.chain }));
    expect((await templates.list()).map(({ name }) => name)).toEqual(['A']);
  });
});
