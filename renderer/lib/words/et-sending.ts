import type { enSending } from './en-sending.ts';
import type { PluralForms } from './plural.ts';

type Many = (count: number, forms: PluralForms) => string;

export const etSending = (many: Many): ReturnType<typeof enSending> => ({
  wait: 'Oota',
  thenTry: (channel) => `siis proovi: ${channel}`,
  drag: (channel) => `Lohista ${channel} teise kohta`,
  timeline: {
    title: 'Millal seda proovitakse',
    atLatest: (time) => `hiljemalt ${time}`,
    lastEnds: (time) => `Loobutakse hiljemalt ${time}`,
    cost: 'Hind',
    unknown: 'hind teadmata',
  },
  cost: {
    title: (people) =>
      people === 0 ? 'Hind' : `Hind, ${many(people, { one: '1 inimene', other: `${people} inimest` })}`,
    one: 'ühe inimese kohta',
    range: (low, high) => `${low} kuni ${high}`,
    upTo: (high, channels) => `kuni ${high}, lisaks ${channels}`,
    notKnown: 'teadmata',
    asking: 'küsin hindu…',
    details: 'Kuidas see kujuneb',
    country: 'Riik',
    noCountry: 'Riigita',
    people: 'Inimesi',
    least: 'Vähemalt',
    most: 'Kõige rohkem',
    networks: 'Numbri võrku ei saa ette teada, seepärast on hind vahemik selle riigi võrkude üle.',
    chain:
      'Vähemalt: inimeseni jõuab kõige odavam samm ja muu eest ei maksta. Kõige rohkem: proovitakse ja makstakse kõiki samme. Messente ei ütle, kas kohale jõudmata sammu eest tuleb maksta.',
    merged: 'Kui väärtused on kohale pandud, on inimeste tekstid eri pikkusega.',
    charged: (channels) =>
      `${channels}: nii, nagu sellelt kontolt viimati võeti, sest Messente avaldab ainult SMS-i hinnad.`,
    missing: (channels) =>
      `${channels}: Messente avaldab ainult SMS-i hinnad ja kõigis neis riikides pole sellelt kontolt selle eest veel raha võetud.`,
    missingSms: 'SMS: mõne riigi hinda ei ole Messente öelnud.',
    asOf: (when) => `Messente hinnad, küsitud ${when}.`,
    old: (when) => `Messentelt ei ole saanud hindu küsida alates ${when}: need võivad olla muutunud.`,
  },
  when: {
    theirClock: 'Iga inimese enda kella järgi',
    myClock: 'Minu kella järgi',
    myZone: (zone) => `Minu oma on ${zone}`,
    whose: 'Kelle kell',
    theirs: (time) => `${time} seal, kus inimene on`,
    in: (place) => `(${place})`,
    inYours: (time) => `sinul ${time}`,
    there: (place, time) => `${place}: ${time}`,
    from: (first, last) => `${first} kuni ${last}`,
    more: (count) => many(count, { one: 'ja veel 1 riik', other: `ja veel ${count} riiki` }),
    noZone: (people) =>
      many(people, {
        one: '1 number ei kuulu ühelegi riigile ja läheb sinu kella järgi.',
        other: `${people} numbrit ei kuulu ühelegi riigile ja lähevad sinu kella järgi.`,
      }),
    uncertain: (country, zone) =>
      `${country}: riigis on mitu ajavööndit ja number ei ütle, millises inimene on; arvestan vööndit ${zone}.`,
    chooseZone: (country) => `${country}: riigis on mitu ajavööndit. Millise järgi minna?`,
    zone: 'Ajavöönd',
    gap: (place, time, becomes) =>
      `${place}: sel päeval kella ${time} ei ole, sest kell keeratakse üle selle edasi. Sõnum läheb kell ${becomes}.`,
    twice: (place, time) => `${place}: sel päeval on kell kaks korda ${time}, sest kell keeratakse tagasi.`,
    firstTime: (time) => `Esimene, ${time}`,
    secondTime: (time) => `Teine, ${time}`,
    firstTaken: 'Arvestan esimest.',
    which: 'Kumb neist kahest',
    here: 'sinu juures',
    past: (country) => `See aeg on seal juba möödas: ${country}.`,
    more_: 'Veel',
    priority: 'Tähtsus',
    priorities: { none: 'Nagu Messente määrab', low: 'Madal', regular: 'Tavaline', high: 'Kõrge' },
    textStore: 'Mida Messente tekstist alles hoiab',
    textStores: {
      none: 'Nagu kontol määratud',
      nostore: 'Mitte midagi',
      plaintext: 'Teksti',
      sha256: 'Selle sõrmejälge (SHA-256)',
    },
  },
  before: {
    title: (people) =>
      many(people, {
        one: 'Enne kui see läheb 1 inimesele',
        other: `Enne kui see läheb ${people} inimesele`,
      }),
    asked: 'Ei saanud vaadata, kas on midagi enne küsida.',
    account: (account) => `See läheb välja kontolt ${account} ja seda ei saa tagasi võtta.`,
    many: (people) =>
      many(people, { one: 'Selle saab 1 inimene.', other: `Selle saavad ${people} inimest.` }),
    cost: 'Hind',
    quiet: (people) =>
      many(people, { one: '1 inimesel on vaikne aeg', other: `${people} inimesel on vaikne aeg` }),
    quietLater: (people) =>
      many(people, {
        one: 'Hilisem samm võib 1 inimeseni jõuda vaiksel ajal',
        other: `Hilisem samm võib ${people} inimeseni jõuda vaiksel ajal`,
      }),
    quietAt: (time, zone) => `Kell oleks seal ${time} (${zone}).`,
    quietStep: (channel, time, zone) =>
      `Kui eelmised sammud ei õnnestu, võidakse ${channel} proovida alles kell ${time} (${zone}).`,
    uncertain: 'Number ei ütle, millises ajavööndis inimene on.',
    chooseZones: 'Kui riigil on mitu ajavööndit, vali seadetes üks, siis küsitakse harvem.',
    hold: (until) => `Hoia kinni kuni ${until}`,
    holdEach: 'Hoia kinni, kuni inimese juures on hommik',
    sendAnyway: 'Saada ikkagi',
    sendAtNight: 'Saada ikkagi kohe',
    quietChoice: 'Vaikne aeg',
    kept: 'Et sa nii otsustasid, jääb sõnumi juurde kirja.',
    same: (people) =>
      many(people, {
        one: '1 inimesele on samad sõnad ööpäeva jooksul juba saadetud',
        other: `${people} inimesele on samad sõnad ööpäeva jooksul juba saadetud`,
      }),
    sameAt: (number, when) => `${number}, ${when}`,
    sameWill: (number, when) => `${number}, läheb välja ${when}`,
    sameChoice: 'Samad sõnad',
    leaveOut: (people) =>
      many(people, { one: 'Jäta see inimene välja', other: `Jäta need ${people} inimest välja` }),
    again: 'Saada neile uuesti',
    doNotSend: (people) =>
      many(people, {
        one: '1 number on saatmiskeelu nimekirjas: sinna ei saadeta midagi.',
        other: `${people} numbrit on saatmiskeelu nimekirjas: sinna ei saadeta midagi.`,
      }),
    listedWhy: (number, reason) => `${number}: ${reason}`,
    nobodyLeft: 'Kõik siinsed numbrid on saatmiskeelu nimekirjas, nii et kellelegi ei ole saata.',
    and: (count) => `ja veel ${count}`,
    change: 'Muuda',
    nobody: 'Kedagi ei jää, kellele saata.',
    send: (people) => many(people, { one: 'Saada 1 inimesele', other: `Saada ${people} inimesele` }),
    schedule: (people) => many(people, { one: 'Ajasta 1 inimesele', other: `Ajasta ${people} inimesele` }),
    held: (people) =>
      many(people, {
        one: 'Kinni hoitud hommikuni, 1 inimene',
        other: `Kinni hoitud hommikuni, ${people} inimest`,
      }),
  },
  cancelScheduled: {
    tooLate: 'Hilja: Messentel see enam ei oota',
    tooLateText:
      'Ta vastas, et tühistada pole midagi: sõnum on välja läinud või läheb just praegu. Mis sellest saab, on siin näha nii, nagu Messente ütleb.',
    theirTime: (time, zone) => `${time} (${zone})`,
  },
  settings: {
    title: 'Enne saatmist',
    text: 'Mida sinult küsitakse, enne kui sõnum välja läheb.',
    quiet: 'Küsi, enne kui kirjutan kellelegi vaiksel ajal',
    quietHint: 'Selle koha kella järgi, kus inimene on. Käsurida keeldub, kuni talle öeldakse teisiti.',
    from: 'Alates',
    to: 'Kuni',
    notSame: 'Vaikne aeg ei saa alata siis, kui see lõpeb.',
    sameText: 'Küsi, enne kui samad sõnad lähevad ööpäeva jooksul samale inimesele',
    inSandbox: 'Küsi ka liivakastis',
    inSandboxHint: 'See ei jõua kellenigi, seepärast seal ei küsita; hea vaadata, milline see on.',
    manyPeople: 'Küsi alates (inimest)',
    highCost: 'Küsi alates (eurot)',
    zones: 'Mitme ajavööndiga riikide ajavööndid',
    zonesText: 'Number ütleb riigi, aga mitte seda, kus inimene seal on. Vali, mille järgi minna.',
    addZone: 'Riik',
    noZones: 'Ühtegi pole valitud: riigis on vaikne aeg seni, kuni seal kuskil on vaikne.',
    removeZone: (country) => `Unusta ajavöönd: ${country}`,
  },
});
