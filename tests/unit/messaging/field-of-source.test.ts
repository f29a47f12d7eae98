import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeOmnimessage } from '../../../electron/engine/sandbox/omnimessage-schema.ts';
import type { DraftChain } from '../../../shared/messaging/compose.ts';
import { fieldOfSource } from '../../../shared/messaging/field-of-source.ts';

const chain: DraftChain = {
  steps: [
    { channel: 'viber', text: '', content: { text: 'Hi', carousel: { items: [] } } },
    { channel: 'whatsapp', text: 'Hi' },
    { channel: 'rcs', text: 'Hi' },
    { channel: 'sms', text: 'Hi' },
  ],
};

describe('the form field for the source in a Messente error', () => {
  it.each([
    ['payload[rcs][sender]', 'steps[2].sender'],
    ['payload[viber][carousel][items][0][title]', 'steps[0].content.carousel.items[0].title'],
    [
      'payload[viber][carousel][items][1][primary_button][label]',
      'steps[0].content.carousel.items[1].primary_button.label',
    ],
    ['payload[viber][text]', 'steps[0].content.text'],
    ['payload[sms][text]', 'steps[3].text'],
    ['payload[rcs][text]', 'steps[2].text'],
    ['payload[whatsapp][text][body]', 'steps[1].text'],
    ['payload[sms][ttl]', 'steps[3].ttlSeconds'],
    ['payload[sms][validity]', 'steps[3].validityMinutes'],
    ['payload[sms][udh]', 'steps[3].udh'],
    ['payload[sms]', 'steps[3]'],
    ['payload[messages][1][channel]', 'steps[1].channel'],
    ['messages[0].text', 'steps[0].content.text'],
    ['messages.3.sender', 'steps[3].sender'],
    ['to', 'to'],
    ['payload[to]', 'to'],
    ['messages', 'steps'],
    ['time_to_send', 'timeToSend'],
    ['text_store', 'textStore'],
    ['priority', 'priority'],
  ])('%s is %s', (source, field) => {
    expect(fieldOfSource(source, chain)).toBe(field);
  });

  it.each([
    'payload',
    'payload[telegram][text]',
    'payload[fax][text]',
    'sender',
    'dlr_url',
    'messages[9].text',
    'to[0]',
    'constructor',
    'payload[constructor]',
    '',
    'payload[sms][text',
    'anything in words',
    `payload${'[a]'.repeat(1000)}`,
  ])('%# does not exist in the chain', (source) => {
    expect(fieldOfSource(source, chain)).toBeNull();
  });

  it('named without a channel belongs to the only step', () => {
    const one: DraftChain = { steps: [{ channel: 'sms', text: 'Hi' }] };
    expect(fieldOfSource('sender', one)).toBe('steps[0].sender');
    expect(fieldOfSource('text', one)).toBe('steps[0].text');
    expect(fieldOfSource('colour', one)).toBeNull();
  });

  it('is found for every source that the sandbox names', () => {
    const body = {
      to: '1',
      messages: [
        { channel: 'viber', text: 'Hi', carousel: { items: [{ title: 'T' }] } },
        { channel: 'sms', text: '', ttl: 0 },
      ],
      priority: 'x',
    };
    const judged = judgeOmnimessage(body);
    const two: DraftChain = { steps: [chain.steps[0], chain.steps[3]].filter((step) => step !== undefined) };
    const found = judged.ok ? [] : judged.errors.map(({ source }) => fieldOfSource(source ?? '', two));
    expect(found.toSorted()).toEqual([
      'priority',
      'steps[0].content.carousel.items',
      'steps[0].content.carousel.items[0].image_url',
      'steps[0].content.carousel.items[0].primary_button',
      'steps[0].content.carousel.items[0].title',
      'steps[1].text',
      'steps[1].ttlSeconds',
      'to',
    ]);
  });

  it('is determined for any text without an error', () => {
    fc.assert(
      fc.property(fc.string(), (source) => {
        const field = fieldOfSource(source, chain);
        expect(field === null || /^(to|steps|textStore|timeToSend|priority)/.test(field)).toBe(true);
      }),
    );
  });
});
