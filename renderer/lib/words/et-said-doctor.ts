/** What the core says when it looks itself over; see said.ts. */
import type { Phrases } from './said.ts';

export const etSaidDoctor: Phrases = {
  'this could not be checked': 'seda ei saanud kontrollida',
  'no account to ask': 'ei ole kontot, millelt küsida',
  'none yet': 'veel ei ole',
  paused: 'peatatud',
  'the sandbox': 'liivakast',
  connected: 'ühendatud',
  'the account can make no calls': 'konto ei saa päringuid teha',
  'taken; balance {amount} EUR': 'vastu võetud; jääk {amount} EUR',
  'reports come from this machine itself': 'raportid tulevad siit arvutist endast',
  'no public address': 'avalikku aadressi ei ole',
  'there and back through the public address': 'avaliku aadressi kaudu sinna ja tagasi',
  'not needed for the sandbox': 'liivakasti jaoks pole vaja',
  '{size:terms} free': 'vaba {size:terms}',
  'whole, {size}, format {version}': 'terve, {size}, vorming {version}',
  'damaged: {why}': 'rikutud: {why}',
  'the data folder can not be written': 'andmekausta ei saa kirjutada',
  'a known one is taken, a changed one is not': 'tuntud allkiri võetakse vastu, muudetud mitte',
  'a known signature is judged wrongly': 'tuntud allkirja hinnatakse valesti',
  'answers on port {port}': 'vastab pordil {port}',
  'no answer on port {port}': 'pordil {port} vastust ei ole',
  '{host} is an address, no name': '{host} on aadress, mitte nimi',
  '{host}: {count} addresses': '{host}: aadresse {count}',
  'no answer to compare with': 'ei ole vastust, millega võrrelda',
  '{scheme}: no TLS on this machine': '{scheme}: siin arvutis ilma TLS-ita',
  'the answer has no time': 'vastuses ei ole aega',
  'right to the second': 'sekundi täpsusega õige',
  '{seconds} s {way:terms}': '{seconds} s {way:terms}',
  '{store:terms}, locked': '{store:terms}, lukus',
  '{protocol}, certificate good for {days} days': '{protocol}, sertifikaat kehtib veel {days} päeva',
  '{store:terms}, open': '{store:terms}, avatud',
  'This could not be checked: {why}.': 'Seda ei saanud kontrollida: {why}.',
  'Try it again; if it stays, look at the log in the data folder.':
    'Proovi uuesti; kui nii jääb, vaata andmekaustas olevat logi.',
  'The account can not be used now.': 'Kontot ei saa praegu kasutada.',
  'Unlock the key store, or give the API password again.': 'Ava võtmehoidla või sisesta API parool uuesti.',
  'Give the passphrase: nothing is sent until then.': 'Sisesta paroolifraas: seni ei saadeta midagi.',
  'The account has no credit left.': 'Kontol on raha otsas.',
  'Add credit in the Dashboard: messages fail until then.':
    'Lisa Dashboardis raha: seni sõnumid ebaõnnestuvad.',
  "Reports can't reach this machine: no public address is set.":
    'Raportid ei jõua siia arvutisse: avalikku aadressi ei ole määratud.',
  'Set one up (Settings, Callbacks). Until then results are asked for, which takes longer.':
    'Määra see (Seaded, Tagasiside). Seni tulemusi küsitakse, mis võtab kauem.',
  'It is not known whether the public address leads here.': 'Pole teada, kas avalik aadress siia viib.',
  'Try it again in a moment.': 'Proovi hetke pärast uuesti.',
  'It works, less safely than it could.': 'See töötab, aga vähem turvaliselt, kui võiks.',
  "The data folder can't be written: {why}.": 'Andmekausta ei saa kirjutada: {why}.',
  'Make room on the disk, or give yourself the rights to the folder.':
    'Tee kettal ruumi või anna endale kausta õigused.',
  'The disk of the data folder is nearly full: {found}.': 'Andmekausta ketas on peaaegu täis: {found}.',
  'Make room: a full disk means that nothing is sent and no report is taken.':
    'Tee ruumi: kui ketas on täis, ei saadeta midagi ja ühtegi raportit ei võeta vastu.',
  'Lines of the log are being lost ({code}).': 'Logi ridu läheb kaotsi ({code}).',
  'Make room on the disk of the data folder, and see that its folder logs can be written.':
    'Tee andmekausta kettal ruumi ja vaata, et selle kausta logs saab kirjutada.',
  'Signatures are not judged as they should be: no report can be believed.':
    'Allkirju ei hinnata nii, nagu peab: ühtegi raportit ei saa usaldada.',
  'Install Omnideck anew: a file of it may be damaged.':
    'Paigalda Omnideck uuesti: mõni selle fail võib olla rikutud.',
  'The callback server does not answer on this machine.': 'Tagasiside server siin arvutis ei vasta.',
  'A firewall on this computer may stop it; else start Omnideck anew.':
    'Seda võib takistada selle arvuti tulemüür; kui mitte, käivita Omnideck uuesti.',
  "The name {host} can't be looked up ({code}).": 'Nime {host} ei saa otsida ({code}).',
  'Check the network and the name server; a mistyped address of the account looks the same.':
    'Kontrolli võrku ja nimeserverit; valesti kirjutatud konto aadress näeb välja samasugune.',
  "{host} can't be reached ({code}).": 'Serverini {host} ei jõuta ({code}).',
  'Check the network, a firewall or proxy in between, and for a certificate the clock of this computer.':
    'Kontrolli võrku, vahel olevat tulemüüri või puhverserverit ja sertifikaadi puhul selle arvuti kella.',
  'The certificate of {host} ends in {days} days.': 'Serveri {host} sertifikaat aegub {days} päeva pärast.',
  'Nothing is to be done here, unless the address is your own.':
    'Siin ei ole midagi teha, kui aadress ei ole sinu oma.',
  "This computer's clock is {seconds} s {way:terms} the API's.":
    'Selle arvuti kell on API kellast {seconds} s {way:terms}.',
  'Let the system set its clock by the network: times of reports and schedules are wrong until then.':
    'Lase süsteemil kell võrgu järgi õigeks panna: seni on raportite ja ajastatud sõnumite ajad valed.',
};
