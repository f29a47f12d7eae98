/** What the core says of sending a callback again; see said.ts. */
import type { Phrases } from './said.ts';

export const etSaidCallbacks: Phrases = {
  'This is not an http address.': 'See ei ole http-aadress.',
  'Write one such as http://127.0.0.1:3000/dlr.': 'Kirjuta näiteks http://127.0.0.1:3000/dlr.',
  'A callback is sent again only to a program on this machine: it holds people’s numbers.':
    'Raporti saab uuesti saata ainult programmile selles arvutis: selles on inimeste numbrid.',
  'Write an address that begins with http://127.0.0.1, http://localhost or http://[::1].':
    'Kirjuta aadress, mille algus on http://127.0.0.1, http://localhost või http://[::1].',
  "By this machine's table of hosts {host} leads to another machine, so nothing was sent.":
    'Selle arvuti hosts-faili järgi viib {host} teise arvutisse, seega ei saadetud midagi.',
  'Write http://127.0.0.1 instead.': 'Kirjuta selle asemel http://127.0.0.1.',
  'Nobody listens at {host}, so nothing was sent.':
    'Aadressil {host} ei kuula keegi, seega ei saadetud midagi.',
  'Start the program that is to take it, or correct the port.':
    'Käivita programm, mis selle vastu võtab, või paranda porti.',
  '{host} broke the connection off without an answer ({why}).':
    '{host} katkestas ühenduse ilma vastuseta ({why}).',
  'Look at what that program says, then send it again.':
    'Vaata, mida see programm ütleb, ja saada siis uuesti.',
  '{host} gave no answer within 10 s.': '{host} ei vastanud 10 sekundi jooksul.',
  'It may have taken it all the same: look at what that program says, then send it again.':
    'See võis raporti ikkagi vastu võtta: vaata, mida see programm ütleb, ja saada siis uuesti.',
  'Its headers hold a character that may not be sent.': 'Selle päistes on märk, mida saata ei tohi.',
  'Copy it as curl and send it by hand.': 'Kopeeri see curl-käsuna ja saada käsitsi.',
  'Only a callback of the built-in sandbox can be edited and signed anew: with a true API password it would be taken for Messente’s word.':
    'Muuta ja uuesti allkirjastada saab ainult sisseehitatud liivakasti raportit: päris API parooliga võetaks seda Messente sõnana.',
  'Send it again as it came, or copy it as curl.': 'Saada see nii, nagu see tuli, või kopeeri curl-käsuna.',
  'The body is larger than 64 KiB.': 'Sisu on suurem kui 64 KiB.',
};
