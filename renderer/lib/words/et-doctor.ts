import type { enDoctor } from './en-doctor.ts';

export const etDoctor = (): ReturnType<typeof enDoctor> => ({
  intro: 'Vaatab üle kõik, millele saatmine ja tagasiside toetuvad. Ühtki sõnumit ei saadeta.',
  run: 'Kontrolli kõike',
  again: 'Kontrolli uuesti',
  running: 'Kontrollin…',
  checked: (when) => `Kontrollitud ${when}`,
  copy: 'Kopeeri tekstina',
  copied: 'Kopeeritud; paroole, numbreid ega tekste selles pole',
  list: 'Mida kontrolliti',
  took: (time) => time,
  states: { ok: 'Korras', warning: 'Vaata üle', failed: 'Valesti', skipped: 'Ei puutu asjasse' },
  names: {
    parts: 'Omnidecki osad',
    account: 'Konto',
    credentials: 'Kasutajatunnus ja saldo',
    dns: 'API nimi',
    tls: 'Ühendus API-ga',
    clock: 'Arvuti kell',
    'callbacks-local': 'Tagasiside server',
    'callbacks-public': 'Tagasiside väljastpoolt',
    signature: 'Allkirjad',
    'key-store': 'Võtmehoidla',
    disk: 'Ketas',
    database: 'Andmebaas',
  },
});
