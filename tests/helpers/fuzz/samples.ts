/** Valid inputs of each format, and words that mean something in it. */
import { readFileSync } from 'node:fs';

const root = new URL('../../../', import.meta.url);

/** Returns the first lines of an export that an earlier version wrote. */
const firstLines = (name: string, lines: number): string =>
  readFileSync(new URL(`tests/fixtures/made-by-9c0db04/${name}`, root), 'utf8')
    .split('\n', lines)
    .map((line) => `${line}\n`)
    .join('');

const json = (value: unknown): string => JSON.stringify(value);

export const jsonWords = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\u0000',
  '\\ud800',
  '{"a":',
  '[[[[',
  '"to"',
  '"messages"',
  '"channel"',
  '"sms"',
  '"viber"',
  '"whatsapp"',
  '"status"',
  '"DELIVRD"',
  '"SEEN"',
  '"err"',
  '0',
  '-1',
  '1e400',
  'null',
  'true',
  '"omnimessage_id"',
  '"message_id"',
  '"timestamp"',
  '"2026-11-30T09:00:00"',
  '"text"',
  '"ttl"',
  '"validity"',
  '"omnideck":2',
  '\n',
];
export const yamlWords = [
  ':',
  '- ',
  '\n',
  '  ',
  '\t',
  '#',
  '&a ',
  '*a',
  '!!binary ',
  '|',
  '>',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  '? ',
  '<<: ',
  '---\n',
  '...',
  'name: ',
  'numbers:',
  'chains:',
  'steps:',
  'sms: ',
  'viber: ',
  'expect:',
  'reaches: any',
  'within 30 s',
  'repeat: ',
  'seed: ',
  '+37255500010',
  'wait: 10 s',
  'pace: 50 per second',
  'answers:',
  'prices:',
  'EE:',
  'callbacks:',
  '10%',
  '\r\n',
  '~',
  '0o7',
];
export const textWords = [
  '{',
  '}',
  '{{',
  '}}',
  '|',
  '{name}',
  '{name|',
  ' ',
  '\n',
  '+372',
  '5550 0010',
  '00',
  '€',
  '[',
  '🚚',
  '“',
  '\u00a0',
  '\u200d',
  '0',
  '-',
  '(',
  ')',
];
export const tableWords = [
  ',',
  ';',
  '\t',
  '|',
  '"',
  '""',
  '\n',
  '\r\n',
  '\r',
  "'",
  "'+372",
  'sep=;\n',
  '+37255501400',
  '00372 5550 1400',
  '(+372)',
  'tel:',
  '3.72E+11',
  '=1+1',
  '\ufeff',
  'phone',
  'Nimi',
  ' ',
  '–',
  '0',
  '５',
  '<',
  '>',
  '(',
  ')',
  'ext. 5',
  'step_1_channel',
  'sms',
  '2026-11-30',
];

const result = {
  status: 'DELIVRD',
  sender: 'Northwind',
  err: 0,
  omnimessage_id: '7a3c0d6e-6b0a-4d1c-9b0a-52c1a7f0c001',
  timestamp: '2026-11-30T09:00:00',
  message_id: '7a3c0d6e-6b0a-4d1c-9b0a-52c1a7f0c002',
  to: '37255500010',
  channel: 'sms',
  price: 0.06,
};
const failed = {
  ...result,
  status: 'UNDELIV',
  err: 1,
  error: 'Absent subscriber',
  channel: 'viber',
  price_info: null,
};

export const reports = [
  json(result),
  json(failed),
  json({ ...result, status: 'SEEN', extra: { deep: [[1]] } }),
];

const step = {
  channel: 'sms',
  text: 'Tere, {name}! Your parcel is at the locker.',
  sender: 'Northwind',
  validity: 60,
};
export const omnimessages = [
  json({ to: '+37255500010', messages: [step] }),
  json({
    to: '+37255500010',
    dlr_url: 'https://reports.example.org/dlr/1',
    text_store: 'plaintext',
    priority: 'high',
    messages: [
      {
        channel: 'viber',
        text: 'Hi',
        image_url: 'https://example.org/a.png',
        button_url: 'https://example.org',
        button_text: 'Go',
      },
      {
        channel: 'whatsapp',
        sender: '4477',
        template: { name: 'order', language: { code: 'en' }, components: [] },
      },
      step,
    ],
  }),
  json({
    to: '37255500010',
    time_to_send: '2026-12-24T10:00:00',
    messages: [{ ...step, autoconvert: 'on' }],
  }),
];

export const answers = [
  json({
    omnimessage_id: result.omnimessage_id,
    to: '37255500010',
    messages: [{ channel: 'sms', message_id: result.message_id, sender: 'Northwind' }],
  }),
  json({ to: '37255500010', omnimessage_id: result.omnimessage_id, statuses: [result, failed] }),
  json({
    errors: [{ code: '105', detail: 'Invalid or disallowed sender', title: 'Validation', source: 'sender' }],
  }),
  json({ errors: [{ error: { code: 101, title: 'Unauthorized' } }] }),
  json({
    country: 'EE',
    name: 'Estonia',
    prefix: '372',
    networks: [{ mccmnc: '24801', name: 'Telia', price: '0.06' }],
  }),
  json({
    data: [
      { name: 'order', language: 'en', status: 'APPROVED', components: [{ type: 'BODY', text: 'Hi {{1}}' }] },
    ],
  }),
  json({ phoneNumbers: ['+37255500010', '+37255500011'] }),
  'OK 10.23',
  'ERROR 101',
  '120',
  'Wed, 02 Dec 2026 07:28:00 GMT',
  '<html><body>502 Bad Gateway</body></html>',
];

export const tables = [
  'phone,name,amount\n+37255501400,Mari,12.50\n+37255501401,"Tamm, Jaan",3\n',
  '\ufeffNimi;Telefon;Märkused\r\nMari;5550 1400;"ütles ""jah"""\r\nJaan;00372 5550 1401;\r\n',
  "sep=;\nto;name\n'+37255501400;=1+1\n",
  '+37255501400\tMari\n5550 1401\tJaan\n3.72E+11\tKadri\n',
];
export const pasted = [
  '+372 5550 1400\n00372 5550 1401; 07911 123400',
  '+37255501400, +37255501401',
  '+372 5550 1400, Mari <+37255501401>; (372) 55501402\nJaan Tamm - 5550 1403\ttel:+37255501404',
  '00372 5550–1400\n07911 123400\n+44 (0)20 7946 0018\n５５５０１４００',
];

export const named = [
  'Mari Tamm +372 5550 1400\nJaan (Tallinn) - 5550 1401,\n«Kadri» <+37255501402>',
  '"Tamm, Mari" <+37255501400>; Jaan O\u2019Neil: +37255501401',
];
export const texts = [
  'Tere, {name}! Your code is {{1234}}: 19.90 €.',
  'Hi {name|there}, call +372 5550 0010 or 00372-5550-0010 🚚',
];

export const plans = [
  'name: Viber first\nnumbers:\n  - name: Tele2\n    number: +37255500010\nchains:\n  - name: both\n    steps:\n      - viber: Your code is 1234\n        wait: 10 s\n      - sms: Your code is 1234\n    expect:\n      - first channel: viber\nrepeat: 2\nexpect:\n  - reaches: any within 30 s\n  - never: FAILED\n  - cost at most: 0.10\n',
  'name: "One"\nnumbers: [{number: "+37255500000"}]\nchains:\n  - steps:\n      - sms: |\n          Tere\n          õhtust\npace: 50 per second\nbudget: 1\nseed: 7\ntimeout: 20 s\n',
];
export const scenarios = [
  'name: A bad afternoon\ndescription: Reports are lost.\nseed: 7\ncredit: "1.50"\noutage: no\nlatency: 800 ms\ncallbacks:\n  dropped: 10%\n  doubled: 5%\n  delayed: 10 s\nprices:\n  EE:\n    sms: "0.05"\nanswers:\n  - ending: "01"\n    after: 3 s\n    text: STOP\n',
];

export const exportsAsLines = [firstLines('export.jsonl', 3)];
export const exportsAsCsv = [firstLines('export.csv', 4)];

export const sheets = [
  '<dimension ref="A1:B3"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>phone</t></is></c></row><row r="2"><c r="A2" t="str"><v>Mari</v></c><c r="B2"><v>3.7255501400E10</v></c></row><row r="3"><c r="A3" s="1"><v>45991.5</v></c><c r="B3" t="str"><f>1+1</f><v>2</v></c></row></sheetData>',
];
export const sheetWords = [
  '<c r="',
  '<c r="XFD1048576"><v>1</v></c>',
  '<row r="',
  '<v>',
  '</v>',
  '</c>',
  '</row>',
  ' t="s"',
  ' t="b"',
  ' t="e"',
  ' s="1"',
  '<f>',
  '<is><t>',
  '&amp;',
  '&#x10ffff;',
  '&#0;',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<!DOCTYPE a [',
  '<?xml version="1.0"?>',
  '</worksheet>',
  '"',
  '<',
  '>',
  '/>',
  'A1',
  '1e999',
  '-5',
];

/** Bodies of inbound messages: the documented one, other channels, and fields that are missing. */
export const inbounds = [
  '{"msg_id":"1f5197ec-12bb-4b0c-8b72-6f1b8a2a3f52","sub_msg_id":"d276e75e-2c37-4d4a-9d6c-0c5a2fb5f3b1","channel":"sms","recipient":"1234","time":"2021-02-23T14:51:13.000000Z","text":"Tere +372 5550 0010","sender":"+44000000000"}',
  '{"msg_id":"a","channel":"whatsapp","sender":"37255500010","content":{"type":"image"}}',
  '{"text":""}',
];
