/** What the core says of numbers, texts and every channel's content; see said.ts. */
import type { Phrases } from './said.ts';

export const etSaidContent: Phrases = {
  'There is nothing to send: the chain has no steps.': 'Midagi ei ole saata: ahelas ei ole ühtegi sammu.',
  'Add a text for a channel.': 'Lisa mõne kanali tekst.',
  '{channel} is in the chain twice.': '{channel} on ahelas kaks korda.',
  'Use each channel once.': 'Kasuta iga kanalit ühe korra.',
  'Only SMS takes autoconvert, not {channel}.': 'Autoteisendust võtab ainult SMS, mitte {channel}.',
  'Leave it out of this step.': 'Jäta see sellest sammust välja.',
  '{channel} carries a text and nothing else.': '{channel} kannab ainult teksti.',
  'Write a text instead.': 'Kirjuta selle asemel tekst.',
  'The {channel} step has a plain text beside its other content.':
    'Sammus {channel} on muu sisu kõrval ka paljas tekst.',
  'Put the text into the content, or take the content away.': 'Pane tekst sisu sisse või võta sisu ära.',
  'The {name:terms} text is empty.': '{name:terms}: tekst on tühi.',
  'Write a text.': 'Kirjuta tekst.',
  'The {name:terms} text contains half a character (a lone surrogate).':
    '{name:terms}: tekstis on pool märki (üksik asendusmärk).',
  'Delete the broken character, often half an emoji, and type it again.':
    'Kustuta katkine märk, sageli pool emotikonist, ja tipi see uuesti.',
  'The {name:terms} text has {length} characters; at most {limit} are allowed.':
    '{name:terms}: tekstis on {length} tähemärki; lubatud on kuni {limit}.',
  'Shorten it by {count}.': 'Lühenda {count} võrra.',
  'The SMS text would take {count} parts; an SMS can have at most {limit}.':
    'SMS-i tekst võtaks {count} osa; SMS-is võib olla kuni {limit}.',
  'Shorten it.': 'Lühenda seda.',
  'Only SMS takes a user data header, not {channel}.':
    'Kasutajaandmete päist (UDH) võtab ainult SMS, mitte {channel}.',
  'The {channel} step has both a ttl and a validity.':
    'Sammul {channel} on antud nii ooteaeg sekundites (ttl) kui ka minutites (validity).',
  'Give one of them: ttl in seconds or validity in minutes.':
    'Anna üks neist: ttl sekundites või validity minutites.',
  'Telegram takes no ttl.': 'Telegram ei võta aega sekundites (ttl).',
  'Give a validity in minutes instead.': 'Anna selle asemel aeg minutites (validity).',
  'The {name:terms} must be a whole number of {unit:terms}, from 1 to {limit} (30 days).':
    'Väli „{name:terms}“ peab olema täisarv ({unit:terms}) vahemikus 1 kuni {limit} (30 päeva).',
  'Give a number of {unit:terms} in that range, or leave it out.':
    'Anna arv ({unit:terms}) selles vahemikus või jäta see välja.',
  'The sender is empty.': 'Saatja on tühi.',
  'Give one, or leave it out to use the default.':
    'Anna saatja või jäta see välja, et kasutada vaikimisi saatjat.',
  'The RCS step has no sender.': 'RCS-i sammul pole saatjat.',
  'Give the RCS agent that Messente has set up for you.':
    'Anna RCS-i agent, mille Messente on sulle seadistanud.',
  'The sender contains a character that cannot be seen (a line break, a tab or the like).':
    'Saatjas on nähtamatu märk (reavahetus, tabeldusmärk vms).',
  'Type it again instead of pasting it.': 'Ära kleebi, vaid tipi see uuesti.',
  'The time to send cannot be read.': 'Saatmise aega ei saa lugeda.',
  'Give a date and a time, such as 2030-06-22T09:05.': 'Anna kuupäev ja kellaaeg, näiteks 2030-06-22T09:05.',
  'The time to send is in the past.': 'Saatmise aeg on minevikus.',
  'Choose a later time, or leave it out to send at once.':
    'Vali hilisem aeg või jäta see välja, et saata kohe.',
  'The user data header is not hexadecimal.': 'Kasutajaandmete päis ei ole kuueteistkümnendkujul.',
  'Write it as pairs of the digits 0-9 and A-F, such as 06050415811581.':
    'Kirjuta see märgipaaridena 0–9 ja A–F, näiteks 06050415811581.',
  'The user data header has {count} octets and leaves no room for a text.':
    'Kasutajaandmete päises on {count} oktetti ja tekstile ei jää ruumi.',
  'Use at most {count} octets.': 'Kasuta kuni {count} oktetti.',
  'The lengths inside the user data header do not agree with what follows them.':
    'Kasutajaandmete päises antud pikkused ei sobi sellega, mis neile järgneb.',
  'The first octet is the number of octets after it; each element is its identifier, its length and its data.':
    'Esimene oktett on sellele järgnevate oktettide arv; iga element koosneb tunnusest, pikkusest ja andmetest.',

  'The number is empty.': 'Number on tühi.',
  'Write it with "+" and the country code, such as +372 5550 1411.':
    'Kirjuta see märgi „+“ ja riigi suunakoodiga, näiteks +372 5550 1411.',
  'A spreadsheet has rounded this number, and its last digits are lost.':
    'Tabelarvutus on selle numbri ümardanud ja viimased numbrikohad on kadunud.',
  'Format the column as text in the spreadsheet and export the original numbers again.':
    'Vorminda veerg tabelis tekstiks ja ekspordi algsed numbrid uuesti.',
  'The number has an extension, which a message cannot reach.': 'Numbril on sisenumber, kuhu sõnum ei jõua.',
  'Give a number without an extension.': 'Anna number ilma sisenumbrita.',
  'The number contains letters.': 'Numbris on tähti.',
  'Write it in digits.': 'Kirjuta see numbritega.',
  'There are no digits in the number.': 'Numbris ei ole ühtegi numbrikohta.',
  'The number contains something that does not belong in a phone number.':
    'Numbris on midagi, mis telefoninumbrisse ei kuulu.',
  'Use digits, with "+" only at the front.': 'Kasuta numbreid, märki „+“ ainult alguses.',
  'The number can be read as {one} or as {two}.': 'Numbrit saab lugeda kui {one} või kui {two}.',
  'Write it with "+" and without a point; in a spreadsheet, format the column as text.':
    'Kirjuta see märgiga „+“ ja ilma punktita; vorminda veerg tabelis tekstiks.',
  'Without "+" the number can be read as {one} or, in {country}, as {two}.':
    'Ilma märgita „+“ saab numbrit lugeda kui {one} või riigis {country} kui {two}.',
  'Without "+" the number can be read as {one}; in {country} it would be {two}, which is not a valid number.':
    'Ilma märgita „+“ saab numbrit lugeda kui {one}; riigis {country} oleks see {two}, mis ei ole õige number.',
  'In {country} the number would be {two}, which is not a valid number, and neither is {one}.':
    'Riigis {country} oleks number {two}, mis ei ole õige number, ja {one} ei ole samuti.',
  'The number has no country code.': 'Numbril ei ole riigi suunakoodi.',
  'The default country does not exist.': 'Sellist vaikimisi riiki ei ole.',
  'Choose it by its two letters, such as EE.': 'Vali see kahetähelise koodiga, näiteks EE.',
  'The number is too long.': 'Number on liiga pikk.',
  'A number has at most 15 digits with its country code.':
    'Numbris on koos riigi suunakoodiga kuni 15 numbrikohta.',
  'No country has this country code.': 'Sellist riigi suunakoodi ei ole.',
  'No country has a number like this.': 'Üheski riigis ei ole sellist numbrit.',
  'The number is too long in its country.': 'Number on selle riigi jaoks liiga pikk.',
  'The number is too short in its country.': 'Number on selle riigi jaoks liiga lühike.',
  'The number is not as long as numbers are in its country.': 'Numbri pikkus ei sobi selle riigiga.',
  'The number is too long in {country}, the default country.':
    'Number on vaikimisi riigi ({country}) jaoks liiga pikk.',
  'The number is too short in {country}, the default country.':
    'Number on vaikimisi riigi ({country}) jaoks liiga lühike.',
  'The number is not as long as numbers are in {country}, the default country.':
    'Numbri pikkus ei sobi vaikimisi riigiga ({country}).',
  'The number is {how} {where}.': 'Numbri pikkus ei sobi.',
  'Check its digits.': 'Kontrolli numbrikohti.',
  'Check its digits. {mend:said}': 'Kontrolli numbrikohti. {mend:said}',
  'That is not a decimal number.': 'See ei ole kümnendarv.',
  'Write it with digits and a dot, such as 0.045.': 'Kirjuta see numbrite ja punktiga, näiteks 0.045.',
  'There is no value of {names}.': 'Puudub väärtus: {names}.',
  'Give the value, write what to use instead as {{name}|there}, or double the braces if they are meant as text.':
    'Anna väärtus, kirjuta asendus kujul {{name}|sõber} või kahekorda looksulud, kui need on mõeldud tekstina.',
  'This draft was written by another version, so it can not be shown.':
    'Selle mustandi kirjutas teine versioon, nii et seda ei saa näidata.',
  'Open it with the version that wrote it.': 'Ava see versiooniga, mis selle kirjutas.',

  '{where:terms}: the {what:terms} is empty.': '{where:terms}: „{what:terms}“ on tühi.',
  'Write the {what:terms}.': 'Täida väli „{what:terms}“.',
  '{where:terms}: the {what:terms} has a line break or a tab, which WhatsApp does not take in a template.':
    '{where:terms}: väljal „{what:terms}“ on reavahetus või tabeldusmärk, mida WhatsApp mallis vastu ei võta.',
  'Write it in one line, without a tab.': 'Kirjuta see ühele reale, ilma tabeldusmärgita.',
  '{where:terms}: the {what:terms} has more than four spaces in a row, which WhatsApp does not take in a template.':
    '{where:terms}: väljal „{what:terms}“ on järjest üle nelja tühiku, mida WhatsApp mallis vastu ei võta.',
  'Leave at most four.': 'Jäta alles kuni neli.',
  '{where:terms}: the {what:terms} has {length} characters; at most {limit} are allowed.':
    '{where:terms}: väljal „{what:terms}“ on {length} tähemärki; lubatud on kuni {limit}.',
  '{where:terms}: the {what:terms} needs at least {count} characters.':
    '{where:terms}: väljal „{what:terms}“ peab olema vähemalt {count} tähemärki.',
  'Write a longer one.': 'Kirjuta pikem.',
  '{where:terms}: the {what:terms} can not be this.': '{where:terms}: „{what:terms}“ ei saa selline olla.',
  'Write {like:terms}.': 'Kirjuta {like:terms}.',
  '{where:terms}: the {what:terms} is not an address that begins with https:// or http://.':
    '{where:terms}: „{what:terms}“ ei ole aadress, mille alguses on https:// või http://.',
  'Write it whole, such as https://example.com/picture.jpg.':
    'Kirjuta see tervikuna, näiteks https://example.com/picture.jpg.',
  '{where:terms}: the {what:terms} must be a whole number, from {least} to {most}.':
    '{where:terms}: „{what:terms}“ peab olema täisarv vahemikus {least} kuni {most}.',
  '{where:terms}: the {what:terms} must be a whole number of {unit:terms}, from {least} to {most}.':
    '{where:terms}: „{what:terms}“ peab olema täisarv ({unit:terms}) vahemikus {least} kuni {most}.',
  '{where:terms}: the {what:terms} must be a whole number, {least} or more.':
    '{where:terms}: „{what:terms}“ peab olema täisarv, vähemalt {least}.',
  '{where:terms}: the {what:terms} must be a whole number{unit}, {range}.':
    '{where:terms}: „{what:terms}“ ei ole lubatud vahemikus.',
  '{where:terms}: the {what:terms} must be a number from {least} to {most}.':
    '{where:terms}: „{what:terms}“ peab olema arv vahemikus {least} kuni {most}.',
  'Give a number in that range.': 'Anna arv selles vahemikus.',
  '{where:terms}: the {what:terms} is none that there is.':
    '{where:terms}: sellist valikut väljal „{what:terms}“ ei ole.',
  'Choose {options:terms}.': 'Vali {options:terms}.',
  '{where:terms}: there is 1 {thing:terms}; at least {least} are needed.':
    '{where:terms}: ainult 1 {thing:terms}; vaja on vähemalt {least}.',
  '{where:terms}: there are {count} {things:terms}; at least {least} are needed.':
    '{where:terms}: {things:terms} on {count}; vaja on vähemalt {least}.',
  '{where:terms}: there are {count} {things:terms}; at most {most} are allowed.':
    '{where:terms}: {things:terms} on {count}; lubatud on kuni {most}.',
  '{where:terms}: there {are}; {range}.': '{where:terms}: loendi pikkus ei ole lubatud vahemikus.',
  'Add {count} more.': 'Lisa veel {count}.',
  'Take away {count}.': 'Võta {count} ära.',
  '{where:terms}: the {what:terms} is missing.': '{where:terms}: „{what:terms}“ on puudu.',
  'Give the {what:terms}.': 'Täida väli „{what:terms}“.',
  'Give the value.': 'Anna väärtus.',
  '{where:terms}: there is no field “{name}” here.': '{where:terms}: välja „{name}“ siin ei ole.',
  'Leave it out, or correct its name.': 'Jäta see välja või paranda nimi.',
  '{where:terms}: it has none of {names:terms}.': '{where:terms}: puudub. Vaja on ühte: {names:terms}.',
  'Give one of them.': 'Anna üks neist.',
  '{where:terms}: it has {names:terms}, of which there can be only one.':
    '{where:terms}: korraga on antud {names:terms}, aga lubatud on ainult üks.',
  'Take away all but one.': 'Jäta alles ainult üks.',
  '{where:terms}: the {what:terms} is not {kind:terms}.':
    '{where:terms}: „{what:terms}“ peab olema {kind:terms}.',
  'Make it {kind:terms}.': 'Peab olema {kind:terms}.',
  '{where:terms}: the {what:terms} contains half a character (a lone surrogate).':
    '{where:terms}: väljal „{what:terms}“ on pool märki (üksik asendusmärk).',
  '{where:terms}: the {what:terms} can not be read.': '{where:terms}: välja „{what:terms}“ ei saa lugeda.',
  'Write a date and a time, such as 2030-06-22T09:05Z.':
    'Kirjuta kuupäev ja kellaaeg, näiteks 2030-06-22T09:05Z.',
  '{where:terms}: it has more than one file ({names:terms}).':
    '{where:terms}: rohkem kui üks fail ({names:terms}).',
  '{where:terms}: there is nothing to send.': '{where:terms}: midagi ei ole saata.',
  'Write a text, or choose an image, a document or a sound.':
    'Kirjuta tekst või vali pilt, dokument või heli.',
  'Write a text, or choose an image, a video, a carousel or a template.':
    'Kirjuta tekst või vali pilt, video, karussell või mall.',
  '{where:terms}: {why:terms} needs {what:terms}.': '{where:terms}: {why:terms} nõuab välja „{what:terms}“.',
  '{where:terms}: {main:terms} can not have {what:terms} beside it.':
    '{where:terms}: koos väljaga „{main:terms}“ ei saa olla „{what:terms}“.',
  'Take the {what:terms} away, or the {main:terms}.': 'Võta ära „{what:terms}“ või „{main:terms}“.',

  '{where:terms}: the time to send can not be read.': '{where:terms}: saatmise aega ei saa lugeda.',
  'Write it in ISO 8601, such as 2030-06-22T09:05Z; without an offset it is UTC.':
    'Kirjuta see kujul ISO 8601, näiteks 2030-06-22T09:05Z; ilma ajavööndita on see UTC.',
  '{where:terms}: it is not a JSON object.': '{where:terms}: see ei ole JSON-objekt.',
  'Write it as {"to": …, "messages": […]}.': 'Kirjuta see kujul {"to": …, "messages": […]}.',
  '{where:terms}: {channel} is there twice.': '{where:terms}: {channel} on seal kaks korda.',
  '{where:terms}: it is not an object.': '{where:terms}: see ei ole objekt.',
  'Write it as {"channel": …}.': 'Kirjuta see kujul {"channel": …}.',
  '{where:terms}: the channel is missing.': '{where:terms}: kanal on puudu.',
  'Write one of {names}.': 'Kirjuta üks neist: {names}.',
  '{where:terms}: there is no such channel.': '{where:terms}: sellist kanalit ei ole.',
  'Put it beside “messages”: it belongs to the omnimessage.':
    'Pane see „messages“ kõrvale: see kuulub omnisõnumile.',
};
