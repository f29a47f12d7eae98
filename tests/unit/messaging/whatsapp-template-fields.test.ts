import { describe, expect, it } from 'vitest';
import { judgeOmnimessage } from '../../../electron/engine/sandbox/omnimessage-schema.ts';
import { demoTemplates } from '../../../electron/engine/sandbox/whatsapp-template-data.ts';
import { checkChain } from '../../../shared/messaging/check-chain.ts';
import { type DraftStep, toOmnimessage } from '../../../shared/messaging/compose.ts';
import type { WhatsappParameter } from '../../../shared/messaging/content.ts';
import type { E164 } from '../../../shared/messaging/types.ts';
import {
  emptyParameter,
  filledTemplate,
  missingFields,
  type ParameterKind,
  type TemplateDefinition,
  templateFields,
  templateValues,
} from '../../../shared/messaging/whatsapp-template-fields.ts';
import { templateLook } from '../../../shared/messaging/whatsapp-template-look.ts';

function demo(name: string, language = 'en'): TemplateDefinition {
  const found = demoTemplates.find((one) => one.name === name && one.language === language);
  if (!found) throw new Error(`no template ${name}`);
  return found;
}

const filled: Readonly<Record<ParameterKind, WhatsappParameter>> = {
  text: { type: 'text', text: 'Mari' },
  currency: { type: 'currency', currency: { fallback_value: '12.90 €', code: 'EUR', amount_1000: '12900' } },
  date_time: { type: 'date_time', date_time: { fallback_value: '12 May' } },
  image: { type: 'image', image: { link: 'https://example.com/a.jpg' } },
  video: { type: 'video', video: { id: '1234' } },
  document: { type: 'document', document: { link: 'https://example.com/a.pdf', filename: 'arve.pdf' } },
  coupon_code: { type: 'coupon_code', coupon_code: 'KEVAD26' },
  payload: { type: 'payload', payload: 'thanks' },
};

describe('the fields of a WhatsApp template', () => {
  it('are its header, body and buttons, with the surrounding text and the examples', () => {
    expect(templateFields(demo('order_ready'))).toEqual([
      {
        key: 'header.0',
        component: 'header',
        subType: null,
        index: null,
        position: 0,
        kinds: ['image'],
        required: true,
        label: '',
        placeholder: null,
        example: null,
      },
      {
        key: 'body.0',
        component: 'body',
        subType: null,
        index: null,
        position: 0,
        kinds: ['text', 'currency', 'date_time'],
        required: true,
        label: 'Hi {{1}}, your order {{2}} is ready.',
        placeholder: '{{1}}',
        example: 'Mari',
      },
      expect.objectContaining({ key: 'body.1', placeholder: '{{2}}', example: '1042' }),
      expect.objectContaining({
        key: 'button.0.0',
        subType: 'url',
        index: 0,
        kinds: ['text'],
        label: 'https://shop.example.com/orders/{{1}}',
        placeholder: '{{1}}',
      }),
      expect.objectContaining({
        key: 'button.1.0',
        subType: 'quick_reply',
        kinds: ['payload'],
        required: false,
        label: 'Thank you',
      }),
    ]);
  });

  it.each([
    ['hello', []],
    ['payment_received', ['header.0 text', 'body.0 text', 'body.1 text']],
    ['spring_sale', ['header.0 video', 'body.0 text', 'button.0.0 coupon_code']],
    ['login_code', ['body.0 text', 'button.0.0 text']],
    [
      'appointment_reminder',
      ['header.0 text', 'body.0 text', 'body.1 text', 'button.0.0 payload', 'button.1.0 payload'],
    ],
  ])('of %s are %j', (name, fields) => {
    expect(templateFields(demo(name)).map(({ key, kinds }) => `${key} ${kinds[0]}`)).toEqual(fields);
  });

  it('are counted by their numbers, each once, in any order, and in Meta’s own notation', () => {
    const fields = templateFields({
      name: 'x',
      language: 'en',
      components: [
        { type: 'BODY', text: '{{2}} and {{ 1 }} and {{2}} and {{10}}' },
        { type: 'HEADER', format: 'IMAGE' },
      ],
    });
    expect(fields.map(({ placeholder }) => placeholder)).toEqual([null, '{{ 1 }}', '{{2}}', '{{10}}']);
  });

  it('are found in a definition of any shape without an error', () => {
    for (const component of [
      {},
      { type: 5 },
      { type: 'body' },
      { type: 'buttons', buttons: [null, 5, { type: 'url' }] },
      { type: 'header', format: null, text: 7 },
    ]) {
      expect(templateFields({ name: 'x', language: 'en', components: [component] })).toEqual([]);
    }
  });
});

describe('a filled-in WhatsApp template', () => {
  it.each(demoTemplates)(
    '$name ($language) is accepted by the sandbox, and can be loaded into the form again',
    (definition) => {
      const fields = templateFields(definition);
      // Use every kind that a field accepts, one after the other.
      for (let choice = 0; choice < 3; choice += 1) {
        const values = Object.fromEntries(
          fields.map((field) => [
            field.key,
            filled[field.kinds[choice % field.kinds.length] ?? field.kinds[0]],
          ]),
        );
        expect(missingFields(fields, values)).toEqual([]);
        const template = filledTemplate(definition, values);
        const step: DraftStep = { channel: 'whatsapp', text: '', content: { template } };
        expect(checkChain({ steps: [step] }, 0)).toEqual([]);
        const body = toOmnimessage({ steps: [step] }, { to: '+37255500000' as E164 });
        expect(judgeOmnimessage(JSON.parse(JSON.stringify(body)))).toMatchObject({ ok: true });
        expect(templateValues(fields, template.components)).toEqual(values);
      }
    },
  );

  it('is the documented JSON', () => {
    const values = {
      'header.0': filled.image,
      'body.0': filled.text,
      'body.1': filled.currency,
      'button.0.0': { type: 'text', text: '1042' },
    };
    expect(filledTemplate(demo('order_ready'), values)).toEqual({
      name: 'order_ready',
      language: { code: 'en' },
      components: [
        { type: 'header', parameters: [{ type: 'image', image: { link: 'https://example.com/a.jpg' } }] },
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Mari' },
            { type: 'currency', currency: { fallback_value: '12.90 €', code: 'EUR', amount_1000: '12900' } },
          ],
        },
        { type: 'button', sub_type: 'url', index: 0, parameters: [{ type: 'text', text: '1042' }] },
      ],
    });
    expect(filledTemplate(demo('hello'), {})).toEqual({
      name: 'hello',
      language: { code: 'en' },
      components: [],
    });
  });

  it('lists missing values with their examples', () => {
    const definition = demo('order_ready');
    const fields = templateFields(definition);
    const values = {
      'body.0': filled.text,
      'header.0': emptyParameter('image'),
      'body.1': emptyParameter('currency'),
    };
    expect(missingFields(fields, values).map(({ key }) => key)).toEqual(['header.0', 'body.1', 'button.0.0']);
    expect(templateLook(definition, values)).toEqual({
      header: { kind: 'image', text: '', file: { link: '' } },
      body: 'Hi Mari, your order {{2}} is ready.',
      footer: 'Demo Shop',
      buttons: [
        { kind: 'url', text: 'Track' },
        { kind: 'quick_reply', text: 'Thank you' },
      ],
    });
  });

  it('with an empty value is refused by the composer at that parameter', () => {
    const template = filledTemplate(demo('login_code'), {
      'body.0': filled.text,
      'button.0.0': emptyParameter('coupon_code'),
    });
    const problems = checkChain({ steps: [{ channel: 'whatsapp', text: '', content: { template } }] }, 0);
    expect(problems.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'steps[0].content.template.components[1].parameters[0].coupon_code text-empty',
    ]);
  });
});
