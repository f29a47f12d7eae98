/** What the core says of the sandbox's panel and its scenarios; see said.ts. */
import type { Phrases } from './said.ts';

export const etSaidSandbox: Phrases = {
  'Correct that value.': 'Paranda see väärtus.',
  'That is not taken.': 'Seda ei võeta vastu.',
  'Not a price, such as "0.045".': 'See pole hind, näiteks „0.045“.',
  'Not a country of the price list, such as EE.': 'See riik pole liivakasti hinnakirjas; seal on näiteks EE.',
  'Not the last two digits of a number, such as 01.': 'Need pole numbri kaks viimast kohta, näiteks 01.',
  'Write a text.': 'Kirjuta tekst.',
  'Write a secret.': 'Kirjuta saladus.',
  'Not a URL that begins with http:// or https://.': 'See pole aadress, mis algab http:// või https://.',
  'Not a phone number in E.164 format, such as +37251000000.':
    'See pole telefoninumber E.164 kujul, näiteks +37251000000.',
  'There is no address that people’s messages go to.': 'Pole aadressi, kuhu inimeste sõnumid lähevad.',
  'Give the URL of your program first.': 'Anna enne oma programmi aadress.',
  'It is written to nobody.': 'Pole kirjas, kellele see läheb.',
  'Give your number or name.': 'Anna oma number või nimi.',
  'There is no shared secret to sign their messages with.':
    'Pole saladust, millega nende sõnumid allkirjastada.',
  'Give the one that your program checks signatures with; in the sandbox any will do.':
    'Anna see, millega su programm allkirju kontrollib; liivakastis sobib iga saladus.',
  'The seed is not a whole number from 0.': 'Seeme pole täisarv alates nullist.',
  '“{name}” comes with Omnideck.': '„{name}“ on Omnideckiga kaasas.',
  'Give it another name.': 'Anna sellele teine nimi.',
  'There is a scenario called “{name}” already.': 'Stsenaarium nimega „{name}“ on juba olemas.',
  'Replace it, or give this one another name.': 'Asenda see või anna uuele teine nimi.',
  '{count} scenarios are kept already.': 'Alles on juba {count} stsenaariumi.',
  'Save some as files and forget them here.': 'Salvesta mõned failina ja unusta need siin.',
  '“{name}” comes with Omnideck and stays.': '„{name}“ on Omnideckiga kaasas ja jääb.',
  'There is no scenario called “{name}”.': 'Stsenaariumi nimega „{name}“ pole.',
  'Choose one of the list.': 'Vali mõni loendist.',
  'Line {line}: {rest:said}': 'Rida {line}: {rest:said}',
  'The file is longer than {count} characters.': 'Fail on pikem kui {count} tähemärki.',
  'A scenario is a page; nothing else belongs into it.': 'Stsenaarium on lehekülg teksti; muud sinna ei käi.',
  'The scenario is empty.': 'Stsenaarium on tühi.',
  'Begin it with “name: …”.': 'Alusta seda väljaga „name: …“.',
  'The name is longer than 80 characters.': 'Nimi on pikem kui 80 tähemärki.',
  'Shorten it; “description:” has room.': 'Lühenda seda; väljas „description:“ on ruumi.',
  '“{text}” is neither yes nor no.': '„{text}“ pole jah ega ei.',
  'Write “yes” or “no”.': 'Kirjuta „yes“ või „no“.',
  '“{text}” is no amount of euros.': '„{text}“ pole summa eurodes.',
  'Write it with a dot, such as 0.05.': 'Kirjuta see punktiga, näiteks 0.05.',
  '“{text}” is no time of up to {most}.': '„{text}“ pole aeg, mis on kuni {most}.',
  'Write a number and a unit, such as 500 ms, 30 s or 2 min.':
    'Kirjuta arv ja ühik, näiteks 500 ms, 30 s või 2 min.',
  '“{text}” is no share from 0% to 100%.': '„{text}“ pole osa 0% kuni 100%.',
  'Write one such as 10%.': 'Kirjuta näiteks 10%.',
  'All reports are dropped, so that none can be delayed.':
    'Kõik raportid jäävad ära, nii et ükski ei saa hilineda.',
  'Leave “delayed” out, or write a share such as “dropped: 50%”.':
    'Jäta „delayed“ välja või kirjuta osa, näiteks „dropped: 50%“.',
  '“{text}” is no country of the sandbox’s price list.': '„{text}“ pole riik liivakasti hinnakirjas.',
  'Write one such as EE.': 'Kirjuta näiteks EE.',
  'There are more than {count} answers.': 'Vastuseid on rohkem kui {count}.',
  'Leave some out.': 'Jäta mõned välja.',
  '“{text}” is no ending of two digits.': '„{text}“ pole kahekohaline lõpp.',
  'Write the last two digits of the number, such as "01".':
    'Kirjuta numbri kaks viimast kohta, näiteks „01“.',
  'The answer is longer than {count} characters.': 'Vastus on pikem kui {count} tähemärki.',
};
