import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replyMeaning, replyWords } from '../../../shared/messaging/reply-words.ts';

/** The words of the rules of operators, and one or more of each language. */
const stopWords = [
  ...['STOP', 'STOPP', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'ARRET', 'Stop all', 'opt-out', 'Opt out'],
  ...['lõpeta', 'LOPETA', 'tühista', 'loobun', 'lopeta', 'peruuta', 'apturēt', 'atteikties', 'atšaukti'],
  ...['atsisakau', 'Стоп', 'ОТПИСАТЬСЯ', 'отмена', 'abmelden', 'Ende', 'arrêt', 'ARRÊTEZ', 'désabonnement'],
  ...['koniec', 'rezygnuję', 'REZYGNUJE', 'BAJA', 'cancelar', 'sluta', 'avregistrera'],
];

describe('the meaning of an answer', () => {
  it.each(stopWords)('%s is an opt-out', (word) => {
    expect(replyMeaning(word)).toBe('stop');
  });

  it('does not depend on case, punctuation, spaces, emoji, invisible characters and full width', () => {
    const around = fc.constantFrom(
      '',
      ' ',
      '!',
      '.',
      '...',
      '\n',
      '"',
      '“',
      '🙏',
      '\u200b',
      '\ufeff',
      ' - ',
      '\t',
    );
    const cased = fc
      .tuple(fc.constantFrom(...stopWords), fc.constantFrom('lower', 'upper', 'as it is'))
      .map(([word, how]) => {
        if (how === 'as it is') return word;
        return how === 'lower' ? word.toLowerCase() : word.toUpperCase();
      });
    fc.assert(
      fc.property(around, around, cased, (before, after, word) => {
        expect(replyMeaning(`${before}${word}${after}`)).toBe('stop');
        expect(replyMeaning(`${before}${word.normalize('NFD')}${after}`)).toBe('stop');
      }),
    );
    expect(replyMeaning('ＳＴＯＰ')).toBe('stop');
    expect(replyMeaning('S T O P')).toBe('stop');
    expect(replyMeaning('S.T.O.P.')).toBe('stop');
    expect(replyMeaning('st\u00adop')).toBe('stop');
  });

  it.each(['START', 'Unstop', 'alusta', 'старт', 'alta'])('%s ends an opt-out', (word) => {
    expect(replyMeaning(word)).toBe('start');
  });

  it.each(['HELP', 'info?', 'abi', 'помощь', 'Hilfe!'])('%s asks for help', (word) => {
    expect(replyMeaning(word)).toBe('help');
  });

  it.each([
    ...['please stop', 'STOP it now', 'stop stop stop', 'Can you unsubscribe me from this list, please?'],
    ...[
      'I quit',
      'please cancel',
      "Don't text me again",
      'do not contact me',
      'remove me',
      'take me off your list',
    ],
    ...[
      'palun lõpetage',
      'ärge saatke enam',
      'Не пишите мне больше',
      'bitte keine Werbung',
      'älkää lähettäkö',
    ],
    ...['ne plus recevoir vos messages', "n'envoyez plus: STOP", 'proszę nie pisać', 'no me escriban más'],
    ...['skicka inte fler', 'I want to opt out of these'],
  ])('%s needs a decision', (text) => {
    expect(replyMeaning(text)).toBe('near-miss');
  });

  it.each([
    ...[
      '',
      ' ',
      '👍',
      'Yes',
      'ok thanks',
      'See you at the end of the week, we have the day off',
      '+37255500000',
    ],
    ...['When does the shop close?', 'Tere! Kas homme kell 12 sobib?', 'Das ist am Ende gut gegangen, danke'],
    ...[
      'I will be a little late, sorry',
      'nonstop',
      'stopover in Riga',
      'weekend',
      'the appointment is fine',
    ],
  ])('%j has none', (text) => {
    expect(replyMeaning(text)).toBeNull();
  });

  it.each(['CANCEL', 'Tühista', 'отмена', 'cancelar'])(
    '%s after a message about an appointment needs a decision',
    (word) => {
      expect(replyMeaning(word, true)).toBe('near-miss');
      expect(replyMeaning('STOP', true)).toBe('stop');
    },
  );

  it('does not exist where the word belongs to a sentence about something else', () => {
    const texts = [
      ...['Stop by at 5?', 'I will stop by tomorrow', 'I am at the bus stop', 'Don’t stop!'],
      ...[
        'in the end',
        'The end',
        'cancel my appointment',
        'Can I cancel?',
        'отменить запись',
        'Das Ende naht',
      ],
      ...['el fin de semana', 'Full stop', 'nonstop', 'pit stop'],
    ];
    expect(texts.filter((text) => replyMeaning(text) !== null)).toEqual([]);
  });

  it('is to be decided for an objection in any of the languages', () => {
    const texts = [
      ...['Stopppp', 'STOP1', 'STOP2END', 'no more', 'I don’t want these messages', 'Please end this'],
      ...[
        'ärge enam saatke',
        'Ma ei soovi enam sõnumeid',
        'ei soovi reklaami',
        'Lõpetage ära',
        'Palun tühistage',
      ],
      ...[
        'en halua viestejä',
        'lopettakaa viestien lähettäminen',
        'negribu saņemt',
        'vairs nesūtiet',
        'beidziet',
      ],
      ...[
        'nebesiųskite',
        'nenoriu gauti žinučių',
        'не хочу получать смс',
        'прекратите присылать',
        'отстаньте',
      ],
      ...['Hören Sie auf', 'hör auf', 'Ich möchte keine SMS', 'Bitte löschen Sie meine Nummer'],
      ...['Arrêtez de m’envoyer des SMS', 'je ne veux plus de SMS', 'Stop pub', 'nie chcę dostawać SMS'],
      ...['przestańcie pisać', 'no quiero mensajes', 'dejen de escribirme', 'darme de baja'],
      ...['Sluta skicka meddelanden till mig', 'jag vill inte ha sms', 'fuck off'],
    ];
    expect(texts.filter((text) => replyMeaning(text) !== 'near-miss')).toEqual([]);
  });

  it('is to be decided where such a phrase stands beside an objection', () => {
    const texts = [
      'Stop by my house? No: STOP',
      'Non, stop',
      'Stop at once',
      'At last: stop',
      'Don’t stop by, stop texting',
    ];
    expect(texts.filter((text) => replyMeaning(text) !== 'near-miss')).toEqual([]);
  });

  it('is found for any text without an error, and never for one that contains no letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const meaning = replyMeaning(text);
        if (!/\p{L}/u.test(replyWords(text))) expect(meaning).toBeNull();
      }),
    );
  });

  it('of a message that contains STOP as a word is never unknown', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 12 }), fc.lorem({ maxCount: 12 }), (before, after) => {
        expect(replyMeaning(`${before} STOP ${after}`)).toBe('near-miss');
      }),
    );
  });
});
