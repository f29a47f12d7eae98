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
  // Other forms of these words
  ...['lõpetada', 'lopettaa', 'tühistage', 'arrêtez', 'arrête', 'przestańcie', 'прекратите'],
];

/** Words that end messages if they are the whole message, and mean other things too. */
const weakWords = [
  ...['end', 'quit', 'revoke', 'stop all', 'cancel all'],
  ...['lõpp', 'loobu', 'peata', 'lopetus', 'seis', 'poista', 'beigt', 'beigas', 'pārtraukt'],
  ...['stabdyti', 'nutraukti', 'baigti', 'отказ', 'конец', 'хватит', 'прекратить'],
  ...['ende', 'beenden', 'arrêter', 'fin', 'koniec', 'rezygnuję', 'rezygnacja', 'zakończ'],
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
  ...['do not text', 'do not message', 'do not contact', 'do not write', 'do not send', "don't text"],
  ...["don't message", "don't contact", "don't write", "don't send", 'do not want', "don't want", 'no more'],
  ...[
    'remove me',
    'remove my number',
    'delete my number',
    'take me off',
    'leave me alone',
    'opt me out',
    'fuck off',
  ],
  // Estonian
  ...[
    'ära saada',
    'ärge saatke',
    'ära enam saada',
    'ärge enam saatke',
    'ära kirjuta',
    'ärge kirjutage',
    'ei soovi',
  ],
  ...['rohkem mitte', 'eemalda mind', 'eemaldage mind', 'eemaldage mu number', 'jätke mind rahule'],
  // Finnish
  ...['älä lähetä', 'älkää lähettäkö', 'ei enää viestejä', 'en halua', 'poista minut', 'poistakaa minut'],
  ...['poista numeroni', 'poistakaa numeroni'],
  // Latvian, Lithuanian
  ...[
    'nesūti',
    'nesūtiet',
    'nerakstiet',
    'nevēlos saņemt',
    'negribu saņemt',
    'beidziet',
    'nesiųskite',
    'nesiusk',
  ],
  ...['nebesiųskite', 'nerašykite', 'neberašykite', 'nenoriu', 'nepageidauju'],
  // Russian
  ...[
    'не пишите',
    'не пиши',
    'не присылайте',
    'не шлите',
    'не отправляйте',
    'не хочу получать',
    'удалите меня',
  ],
  ...[
    'удалите мой номер',
    'больше не надо',
    'прекратите присылать',
    'прекратите писать',
    'отстаньте',
    'отвяжитесь',
  ],
  // German
  ...[
    'keine nachrichten mehr',
    'keine sms',
    'keine werbung',
    'nicht mehr schreiben',
    'nicht mehr anschreiben',
  ],
  ...[
    'hören sie auf',
    'hör auf',
    'lassen sie mich in ruhe',
    'meine nummer löschen',
    'löschen sie meine nummer',
  ],
  // French
  ...[
    'ne plus recevoir',
    'plus de messages',
    'plus de sms',
    "ne m'envoyez plus",
    "n'envoyez plus",
    "m'envoyer des",
  ],
  ...['je ne veux plus', 'ne plus me contacter', 'ne me contactez plus', 'supprimez mon numéro'],
  // Polish
  ...['nie wysyłaj', 'nie wysyłajcie', 'nie pisz', 'nie piszcie', 'nie pisać', 'nie chcę', 'mnie usunąć'],
  ...['usuńcie mnie', 'przestań pisać', 'przestańcie pisać', 'przestańcie wysyłać'],
  // Spanish
  ...['no me escriban', 'no me escribas', 'no me envíen', 'no me envíes', 'no más mensajes', 'no quiero'],
  ...['dejen de', 'deja de escribirme', 'darme de baja', 'dar de baja', 'déjenme en paz'],
  // Swedish
  ...[
    'skicka inte',
    'skicka inga fler',
    'inga fler',
    'sluta skicka',
    'vill inte ha',
    'ta bort mig',
    'ta bort mitt nummer',
  ],
];

/** What STOP and its equivalents belong to where nobody objects to anything. */
const harmless = [
  ...[
    'stop by',
    'stop over',
    'bus stop',
    'tram stop',
    'train stop',
    'full stop',
    'pit stop',
    "don't stop",
    'do not stop',
  ],
  ...['arrêt de bus', "l'arrêt du bus"],
];

/** Around a word that means other things too, these leave it an objection: "please cancel", "END it now". */
const fillers = [
  ...[
    'i',
    'me',
    'it',
    'this',
    'these',
    'that',
    'now',
    'all',
    'please',
    'pls',
    'plz',
    'thanks',
    'thank',
    'you',
    'sms',
  ],
  ...[
    'messages',
    'texts',
    'subscription',
    'palun',
    'aitäh',
    'kiitos',
    'lūdzu',
    'paldies',
    'prašau',
    'ačiū',
    'ära',
  ],
  ...[
    'пожалуйста',
    'спасибо',
    'bitte',
    'danke',
    'svp',
    "s'il",
    'vous',
    'plaît',
    'merci',
    'proszę',
    'dziękuję',
  ],
  ...['por', 'favor', 'gracias', 'tack', 'snälla', 'de', 'la'],
];

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
const phrases = [...wordSet(objections)];
const aside = [...wordSet(harmless)];
const around = wordSet(fillers);

/** The user's own words, and built-in ones that mean nothing here. */
export type OwnReplyWords = {
  readonly stop: readonly string[];
  readonly start: readonly string[];
  readonly help: readonly string[];
  readonly off: readonly string[];
};

export const noOwnWords: OwnReplyWords = { stop: [], start: [], help: [], off: [] };

/** Words that people everywhere are told to write. They always end messages, and cannot be switched off. */
export const fixedStopWords = [
  ...[
    'stop',
    'stopp',
    'stopall',
    'stop all',
    'unsubscribe',
    'cancel',
    'end',
    'quit',
    'revoke',
    'optout',
    'opt out',
  ],
  'arret',
];

/** The built-in words by meaning, as they are written here. */
export const builtInReplyWords = {
  stop: [...strongWords, ...weakWords, ...cancelWords],
  start: startWords,
  help: helpWords,
};

/** The words that apply, by meaning. */
export type ReplyVocabulary = Readonly<Record<'stop' | 'start' | 'help', ReadonlySet<string>>>;

/** Returns the words that apply: the built-in ones, without those that are switched off, and the user's own. */
export function replyVocabulary(own: OwnReplyWords): ReplyVocabulary {
  const off = wordSet(own.off);
  const fixed = wordSet(fixedStopWords);
  const taken = wordSet(own.stop, own.start, own.help);
  const of = (meaning: 'stop' | 'start' | 'help') =>
    new Set([
      ...[...wordSet(builtInReplyWords[meaning])].filter(
        (word) => fixed.has(word) || !(off.has(word) || taken.has(word)),
      ),
      ...wordSet(own[meaning]),
    ]);
  const stop = of('stop');
  // Whatever is stored, a word that ends messages means nothing else.
  const besides = (words: Set<string>) => new Set([...words].filter((word) => !stop.has(word)));
  return { stop, start: besides(of('start')), help: besides(of('help')) };
}

const builtIn = replyVocabulary(noOwnWords);

/** A message may be spelled "S T O P" or "S.T.O.P". */
const joined = (words: string): string => (/^(?:\S )+\S$/u.test(words) ? words.replaceAll(' ', '') : words);

/** Longer texts are judged by their beginning: an SMS of many parts has some 1,500 characters. */
const longest = 4_000;

/**
 * Returns what an answer means; null if nothing is known of it.
 * @param text as received
 * @param isAboutAppointments whether the last message to the person was about an appointment: then a word such as CANCEL
 * may mean the appointment
 * @param vocabulary the words that apply; missing: the built-in ones
 */
export function replyMeaning(
  text: string,
  isAboutAppointments = false,
  vocabulary: ReplyVocabulary = builtIn,
): ReplyMeaning | null {
  const words = joined(replyWords(text.slice(0, longest)));
  if (words === '') return null;
  const { stop, start, help } = vocabulary;
  if (stop.has(words)) return isAboutAppointments && cancels.has(words) ? 'near-miss' : 'stop';
  if (start.has(words)) return 'start';
  if (help.has(words)) return 'help';
  return isObjection(words, stop) ? 'near-miss' : null;
}

function isObjection(words: string, stops: ReadonlySet<string>): boolean {
  // The sign keeps the words on both sides apart.
  const padded = aside.reduce((text, phrase) => text.replaceAll(` ${phrase} `, ' | '), ` ${words} `);
  const list = padded.trim().split(' ');
  return (
    list.some((word) => strong.has(word) || isMistyped(word)) ||
    stops.has(list.filter((word) => !around.has(word)).join(' ')) ||
    [...strong].some((word) => word.includes(' ') && padded.includes(` ${word} `)) ||
    phrases.some((phrase) => padded.includes(` ${phrase} `))
  );
}

/** "STOPPPP", "STOP1": people repeat the last letter, and some services ask for a digit after the word. */
function isMistyped(word: string): boolean {
  return /^stop+(?:\d+[a-z]*)?$/u.test(word);
}
