/**
 * The WhatsApp templates of the sandbox's one WhatsApp Business account. They are invented, with one of every
 * kind that a form must support. Shapes and lower-case values are those of Messente's reference (API version
 * 2.1.0).
 */
import type { TemplateComponent, TemplateStatus } from './schema-whatsapp-template.ts';

/** The account's id in paths: `/whatsapp/wabas/demo/templates`. */
export const demoWabaId = 'demo';

export type SandboxTemplate = {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly category: 'authentication' | 'marketing' | 'utility';
  /** The template's status after the review. */
  readonly status: TemplateStatus;
  /** When the review ends, epoch ms; before that time the status is `pending`. */
  readonly decidedAt: number;
  readonly components: readonly TemplateComponent[];
};

type Definition = Omit<SandboxTemplate, 'id' | 'decidedAt' | 'status'> & { readonly status?: TemplateStatus };

const shopUrl = 'https://shop.example.com';

function orderReady(language: string, body: string, track: string, thanks: string): Definition {
  return {
    name: 'order_ready',
    language,
    category: 'utility',
    components: [
      { type: 'header', format: 'image' },
      { type: 'body', text: body, example: { body_text: [['Mari', '1042']] } },
      { type: 'footer', text: 'Demo Shop' },
      {
        type: 'buttons',
        buttons: [
          { type: 'url', text: track, url: `${shopUrl}/orders/{{1}}` },
          { type: 'quick_reply', text: thanks },
        ],
      },
    ],
  };
}

function loginCode(language: string, body: string, copy: string): Definition {
  return {
    name: 'login_code',
    language,
    category: 'authentication',
    components: [
      { type: 'body', text: body, example: { body_text: [['123456']] } },
      { type: 'buttons', buttons: [{ type: 'otp', otp_type: 'copy_code', text: copy }] },
    ],
  };
}

function reminder(
  language: string,
  body: string,
  words: readonly [yes: string, no: string, call: string],
): Definition {
  const [yes, no, call] = words;
  return {
    name: 'appointment_reminder',
    language,
    category: 'utility',
    components: [
      { type: 'header', format: 'text', text: '{{1}}', example: { header_text: ['Demo Clinic'] } },
      { type: 'body', text: body, example: { body_text: [['Mari', '12 May, 14:30']] } },
      {
        type: 'buttons',
        buttons: [
          { type: 'quick_reply', text: yes },
          { type: 'quick_reply', text: no },
          { type: 'phone_number', text: call, phone_number: '+37251000000' },
        ],
      },
    ],
  };
}

const definitions: readonly Definition[] = [
  {
    name: 'hello',
    language: 'en',
    category: 'utility',
    components: [{ type: 'body', text: 'Hello! This is Demo Shop.' }],
  },
  orderReady('en', 'Hi {{1}}, your order {{2}} is ready.', 'Track', 'Thank you'),
  orderReady('et', 'Tere, {{1}}! Sinu tellimus {{2}} on valmis.', 'Jälgi', 'Aitäh'),
  {
    name: 'payment_received',
    language: 'en',
    category: 'utility',
    components: [
      { type: 'header', format: 'text', text: 'Payment {{1}}', example: { header_text: ['2026-0042'] } },
      {
        type: 'body',
        text: 'We received {{1}} on {{2}}. Thank you!',
        example: { body_text: [['12.90 €', '12 May 2026']] },
      },
      { type: 'footer', text: 'Demo Shop' },
    ],
  },
  {
    name: 'invoice',
    language: 'et',
    category: 'utility',
    components: [
      { type: 'header', format: 'document' },
      { type: 'body', text: 'Tere, {{1}}! Siin on sinu arve.', example: { body_text: [['Mari']] } },
    ],
  },
  {
    name: 'spring_sale',
    language: 'en',
    category: 'marketing',
    components: [
      { type: 'header', format: 'video' },
      { type: 'body', text: 'Everything {{1}} off until Sunday.', example: { body_text: [['20 %']] } },
      {
        type: 'buttons',
        buttons: [
          { type: 'copy_code', text: 'Copy code' },
          { type: 'url', text: 'See the sale', url: `${shopUrl}/sale` },
        ],
      },
    ],
  },
  loginCode('en', '{{1}} is your verification code.', 'Copy code'),
  loginCode('et', '{{1}} on sinu kinnituskood.', 'Kopeeri kood'),
  reminder('en', 'Hi {{1}}, we expect you on {{2}}.', ['I will come', 'I cannot come', 'Call us']),
  reminder('et', 'Tere, {{1}}! Ootame sind {{2}}.', ['Tulen', 'Ei saa tulla', 'Helista']),
  reminder('fi', 'Hei {{1}}, odotamme sinua {{2}}.', ['Tulen', 'En pääse', 'Soita']),
  {
    name: 'win_a_car',
    language: 'en',
    category: 'marketing',
    status: 'rejected',
    components: [{ type: 'body', text: 'You have won a car!' }],
  },
  {
    name: 'old_offer',
    language: 'en',
    category: 'marketing',
    status: 'paused',
    components: [{ type: 'body', text: 'Last chance, {{1}}!', example: { body_text: [['Mari']] } }],
  },
];

/** The templates of a new sandbox. Their ids do not change. */
export const demoTemplates: readonly SandboxTemplate[] = definitions.map((template, index) => ({
  id: String(1_000_000_000_001 + index),
  status: 'approved',
  decidedAt: 0,
  ...template,
}));
