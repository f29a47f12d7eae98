/**
 * What the answer of a person means: an opt-out, the end of one, or a question for help. Only a whole message has a
 * meaning. A message that looks like an objection without being one of the words needs a person's decision.
 *
 * The words are those that operators and messaging services document, and their equivalents in the languages of
 * Messente's markets.
 */

export type ReplyMeaning = 'stop' | 'start' | 'help' | 'near-miss';

/** Words that also cancel an appointment. */
const cancelWords = [
  'cancel',
  // Estonian, Finnish, Latvian, Lithuanian, Russian
  ...['tühista', 'tühistan', 'peru', 'peruuta', 'atcelt', 'atšaukti', 'отмена', 'отменить'],
  // German, French, Polish, Spanish, Swedish
  ...['abbrechen', 'stornieren', 'annuler', 'anuluj', 'cancelar', 'avbryt', 'avboka'],
];

/** Words that hardly mean anything else: also within a longer message they are an objection. */
const strongWords = [
  ...['stop', 'stopp', 'stopall', 'unsubscribe', 'unsub', 'optout', 'opt out', 'arret'],
  // Estonian, Finnish, Latvian, Lithuanian
  ...[
    'lõpeta',
    'lõpetage',
    'loobun',
    'lopeta',
    'lopettakaa',
    'apturēt',
    'atteikties',
    'atsisakau',
    'atsisakyti',
  ],
  // Russian, German, French, Polish, Spanish, Swedish
  ...['стоп', 'отписаться', 'отпишите', 'отписка', 'abmelden', 'abbestellen', 'désabonner', 'désabonnement'],
  ...['désinscription', 'wypisz', 'wypisać', 'avregistrera'],
];

/** Words that end messages if they are the whole message, and mean other things too. */
const weakWords = [
  ...['end', 'quit', 'revoke', 'stop all', 'cancel all'],
  ...['lõpp', 'loobu', 'peata', 'lopetus', 'seis', 'poista', 'beigt', 'beigas', 'pārtraukt'],
  ...['stabdyti', 'nutraukti', 'baigti', 'отказ', 'конец', 'хватит', 'прекратить', 'прекратите'],
  ...['ende', 'beenden', 'arrêter', 'arrêtez', 'fin', 'koniec', 'rezygnuję', 'rezygnacja', 'zakończ'],
  ...['baja', 'alto', 'parar', 'detener', 'basta', 'sluta', 'slut', 'avsluta'],
];

const startWords = [
  ...['start', 'unstop', 'subscribe', 'alusta', 'jätka', 'aloita', 'jatka', 'sākt', 'pradėti'],
  ...['старт', 'начать', 'подписаться', 'starten', 'anmelden', 'démarrer', 'reprendre', 'wznów', 'zacznij'],
  ...['alta', 'iniciar', 'starta', 'börja'],
];

const helpWords = [
  ...['help', 'info', 'abi', 'apua', 'ohje', 'palīdzība', 'pagalba', 'помощь', 'справка', 'инфо'],
  ...['hilfe', 'aide', 'pomoc', 'ayuda', 'hjälp'],
];

/** Parts of sentences that ask not to be written to. */
const objections = [
  ...['do not text', 'do not message', 'do not contact', 'do not write', 'do not send', 'dont text'],
  ...['dont message', 'dont contact', 'dont write', 'dont send', 'no more messages', 'no more texts'],
  ...['no more sms', 'remove me', 'take me off', 'leave me alone', 'opt me out'],
  ...[
    'ära saada',
    'ärge saatke',
    'ära kirjuta',
    'ärge kirjutage',
    'rohkem mitte',
    'eemalda mind',
    'eemaldage mind',
  ],
  ...['älä lähetä', 'älkää lähettäkö', 'ei enää viestejä', 'poista minut', 'poistakaa minut'],
  ...['nesūti', 'nesūtiet', 'nerakstiet', 'nesiųskite', 'nesiusk', 'nerašykite'],
  ...[
    'не пишите',
    'не пиши',
    'не присылайте',
    'не шлите',
    'не отправляйте',
    'удалите меня',
    'больше не надо',
  ],
  ...[
    'keine nachrichten mehr',
    'keine sms mehr',
    'keine werbung',
    'nicht mehr schreiben',
    'nicht mehr anschreiben',
  ],
  ...['ne plus recevoir', 'plus de messages', 'plus de sms', 'ne m envoyez plus', 'ne plus m envoyer'],
  ...['nie wysyłaj', 'nie wysyłajcie', 'nie pisz', 'nie piszcie', 'proszę nie pisać', 'proszę mnie usunąć'],
  ...[
    'no me escriban',
    'no me escribas',
    'no me envíen',
    'no me envíes',
    'no más mensajes',
    'no quiero recibir',
  ],
  ...['skicka inte', 'skicka inga fler', 'inga fler sms', 'inga fler meddelanden', 'ta bort mig'],
];

/** A message of more words is not held for a word that means other things too. */
const fewWords = 3;

/** Letters that do not decompose into a letter and a mark. */
const plainLetters: Readonly<Record<string, string>> = {
  ł: 'l',
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
};

/**
 * Returns the words of a text without case, accents, punctuation, emoji and invisible characters, separated by one space:
 * people write "Lõpeta!!", "LOPETA" and "ＳＴＯＰ".
 */
export function replyWords(text: string): string {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[’'`´]/gu, '')
      .normalize('NFD')
      // Marks, and characters that are not shown.
      .replace(/[\p{M}\p{Cf}]/gu, '')
      .replace(/[łßøđæœı]/gu, (letter) => plainLetters[letter] ?? letter)
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
  );
}

const wordSet = (...lists: readonly (readonly string[])[]): ReadonlySet<string> =>
  new Set(lists.flat().map(replyWords));

const cancels = wordSet(cancelWords);
const strong = wordSet(strongWords);
const stops = wordSet(strongWords, weakWords, cancelWords);
const starts = wordSet(startWords);
const helps = wordSet(helpWords);
const phrases = [...wordSet(objections)];

/** A message may be spelled "S T O P" or "S.T.O.P". */
const joined = (words: string): string => (/^(?:\S )+\S$/u.test(words) ? words.replaceAll(' ', '') : words);

/** Longer texts are judged by their beginning: an SMS of many parts has some 1,500 characters. */
const longest = 4_000;

/**
 * Returns what an answer means; null if nothing is known of it.
 * @param text as received
 * @param isAboutAppointments whether the last message to the person was about an appointment: then a word such as CANCEL
 * may mean the appointment
 */
export function replyMeaning(text: string, isAboutAppointments = false): ReplyMeaning | null {
  const words = joined(replyWords(text.slice(0, longest)));
  if (words === '') return null;
  if (stops.has(words)) return isAboutAppointments && cancels.has(words) ? 'near-miss' : 'stop';
  if (starts.has(words)) return 'start';
  if (helps.has(words)) return 'help';
  return isObjection(words) ? 'near-miss' : null;
}

function isObjection(words: string): boolean {
  const list = words.split(' ');
  if (list.some((word) => strong.has(word))) return true;
  if (list.length <= fewWords && list.some((word) => stops.has(word))) return true;
  const padded = ` ${words} `;
  return (
    [...strong].some((word) => word.includes(' ') && padded.includes(` ${word} `)) ||
    phrases.some((phrase) => padded.includes(` ${phrase} `))
  );
}
