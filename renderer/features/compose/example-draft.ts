/** The example message for the sandbox: Viber does not answer, and after ten seconds SMS delivers. */
import type { Draft } from './draft.ts';

export function exampleDraft(texts: { viber: string; sms: string }): Draft {
  return {
    recipients: [{ key: 'example', written: '+372 5550 1411' }],
    typed: '',
    steps: [
      {
        key: 'viber',
        channel: 'viber',
        text: texts.viber,
        sender: 'Northwind',
        waitSeconds: 10,
        autoconvert: 'on',
        udh: '',
        content: {},
      },
      {
        key: 'sms',
        channel: 'sms',
        text: texts.sms,
        sender: 'NORTHWIND',
        waitSeconds: null,
        autoconvert: 'on',
        udh: '',
        content: {},
      },
    ],
    selected: 'viber',
    sendAt: null,
    columns: [],
    purpose: '',
    tags: [],
  };
}
