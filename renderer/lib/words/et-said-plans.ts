/** What the core says of test plans and their runs; see said.ts. */
import type { Phrases } from './said.ts';

export const etSaidPlans: Phrases = {
  'not sent: {why}': 'saatmata: {why}',
  'not reached': 'ei jõudnud kohale',
  'not reached in {time}': 'ei jõudnud kohale, aega oli {time}',
  'after {time}': '{time} pärast',
  'reached by {channel:terms}': 'kohal kanaliga {channel:terms}',
  '{status:terms} on {channel:terms}': '{status:terms}, kanal: {channel:terms}',
  'never said': 'ei teatatud kordagi',
  'not said so far': 'seni ei ole teatatud',
  'no price was told': 'hinda ei teatatud',
  '{amount:terms} EUR': '{amount:terms} EUR',
  '{amount:terms} EUR so far': 'seni {amount:terms} EUR',
  'no parts were told': 'osade arvu ei teatatud',
  '{count:terms} part': '{count:terms} osa',
  '{count:terms} parts': '{count:terms} osa',
  '{count:terms} with a wrong signature': 'vale allkirjaga {count:terms}',
  '{count:terms} verified': 'kontrollitud {count:terms}',
  '{count:terms} verified, but the delivery was only asked for':
    'kontrollitud {count:terms}, aga kohalejõudmine saadi teada ainult küsides',
  'none came': 'ühtegi ei tulnud',
  'not seen': 'ei nähtud',
  'not seen in {time}': 'ei nähtud, aega oli {time}',
  'Line {line}: {rest:said} (and {count} more)': 'Rida {line}: {rest:said} (ja veel {count})',
  'Line {line}: {rest:said}': 'Rida {line}: {rest:said}',
  "The next message could cost more than what is left of the plan's budget of {budget} EUR, so nothing more is sent.":
    'Järgmine sõnum võiks maksta rohkem, kui plaani eelarvest ({budget} EUR) järel on, nii et rohkem ei saadeta.',
  'What was sent is judged as it comes. Raise “budget:” in the plan and run it again, or shorten the plan.':
    'Saadetut hinnatakse, kui tulemused tulevad. Suurenda plaanis „budget:“ ja käivita uuesti või lühenda plaani.',
  "What was sent has ended without a price, and the price list has none either, so the plan's budget of {budget} EUR can't be kept and nothing more is sent.":
    'Saadetu lõppes hinnata ja hinda pole ka hinnakirjas, nii et plaani eelarvet ({budget} EUR) ei saa hoida ja rohkem ei saadeta.',
  'Fetch the prices and run the plan again, or take “budget:” out of it.':
    'Laadi hinnad ja käivita plaan uuesti või võta sellest „budget:“ välja.',
  'Only what had failed is tried again; what was not sent before the run was stopped stays so.':
    'Uuesti proovitakse ainult seda, mis ebaõnnestus; mida enne peatamist ei saadetud, seda ei saadeta ka nüüd.',
  'Resume the run after it to send the rest.': 'Ülejäänu saatmiseks jätka testi pärast seda.',
  'The account of this run was removed, so nothing more is sent.':
    'Selle testi konto eemaldati, nii et rohkem ei saadeta.',
  'Run the plan again with another account.': 'Käivita plaan uuesti mõne teise kontoga.',
  'The plan of this run can not be read any more (a number in it may have been erased).':
    'Selle testi plaani ei saa enam lugeda (mõni number selles võib olla kustutatud).',
  'Run the plan again from its file.': 'Käivita plaan failist uuesti.',
  "This run is {state:terms}, so that can't be done.": 'See test on {state:terms}, nii et seda ei saa teha.',
  'The file could not be written: {why}.': 'Faili ei saanud kirjutada: {why}.',
  'Make room, or see that the folder can be written.': 'Tee ruumi või vaata, et kausta saab kirjutada.',
  'The plan was changed in another window meanwhile, or a number was erased from it.':
    'Plaani on vahepeal teises aknas muudetud või on sellest mõni number kustutatud.',
  'Take that one, or keep yours in its place.': 'Võta teine või jäta selle asemele enda oma.',
  'Begin the plan anew.': 'Alusta plaani uuesti.',
  'The plan can not be read.': 'Plaani ei saa lugeda.',
  'Check it first.': 'Kontrolli see enne üle.',
  'No cell of this run has failed.': 'Selles testis ei ole midagi ebaõnnestunud.',
  'There is nothing to try again.': 'Midagi ei ole uuesti proovida.',
  'That message of the run was not sent.': 'Seda testi sõnumit ei saadetud.',
  'Choose one that was.': 'Vali mõni, mis saadeti.',
  'There is no run {id}.': 'Testi {id} ei ole.',
  'See the list of runs.': 'Vaata testide loendit.',
  'This plan does not say that it may run with a live account.':
    'Selles plaanis ei ole öeldud, et seda tohib käivitada päris kontoga.',
  'Add “live: yes” and “agreed:” with who agreed, or run it in the sandbox.':
    'Lisa „live: yes“ ja „agreed:“ koos sellega, kes nõustus, või käivita see liivakastis.',
  'The account “{name}” sends real messages to real people.':
    'Konto „{name}“ saadab päris sõnumeid päris inimestele.',
  'Confirm that it is meant (--live), or run the plan in the sandbox.':
    'Kinnita, et see on nii mõeldud, või käivita plaan liivakastis.',
  'The account has no credit left. What it could not pay for is not judged.':
    'Kontol pole enam krediiti. Mille eest see maksta ei saanud, seda ei hinnata.',
  'Add credit in the Dashboard and resume sending, then resume the run: what was not judged is sent again.':
    'Lisa töölaual krediiti ja jätka saatmist, seejärel jätka testi: hindamata sõnumid saadetakse uuesti.',
  'The sandbox account {account} of this run has no credit left. What it could not pay for is not judged.':
    'Selle testi liivakastikontol {account} pole enam krediiti. Mille eest see maksta ei saanud, seda ei hinnata.',
  'Resume the run: the account gets another {credit} EUR, and what was not judged is sent again.':
    'Jätka testi: konto saab veel {credit} EUR ja hindamata sõnumid saadetakse uuesti.',
  'the account had no credit left (err 4)': 'kontol polnud enam krediiti (err 4)',
  '“{text}” is not an expectation that is known.': '„{text}“ ei ole tuntud ootus.',
  'Write one such as {examples}.': 'Kirjuta näiteks {examples}.',
  '“{name}” says nothing.': '„{name}“ ei ütle midagi.',
  "“{value}” can't be read after “{name}”.": '„{value}“ ei ole pärast „{name}“ loetav.',
  'Write a channel ({channels}, or any) and a time, such as “reaches: sms within 30 s”.':
    'Kirjuta kanal ({channels} või any) ja aeg, näiteks „reaches: sms within 30 s“.',
  "Write one or more of Messente's statuses: {statuses}.":
    'Kirjuta üks või mitu Messente olekut: {statuses}.',
  'Write an amount in euros with a dot, such as “cost at most: 0.05”.':
    'Kirjuta summa eurodes, punktiga, näiteks „cost at most: 0.05“.',
  'Write how many parts the SMS may be charged as, such as “segments: 1”.':
    'Kirjuta, mitme osana SMS-i arvestada võib, näiteks „segments: 1“.',
  'Write “callbacks: verified”.': 'Kirjuta „callbacks: verified“.',
  'Write a time with its unit, such as “seen within: 60 s”.':
    'Kirjuta aeg koos ühikuga, näiteks „seen within: 60 s“.',
  'Two chains are called “{name}”.': 'Kahe ahela nimi on „{name}“.',
  'Give each a name of its own: reports go by it.': 'Anna mõlemale oma nimi: raportid lähtuvad sellest.',
  '“{text}” is no way to store a text.': '„{text}“ ei ole teksti hoidmise viis.',
  'Write nostore, plaintext or sha256.': 'Kirjuta nostore, plaintext või sha256.',
  'This step names no channel.': 'Selles sammus ei ole kanalit.',
  'This step names {channels}.': 'Selles sammus on mitu kanalit: {channels}.',
  'Write one channel a step, such as “- sms: Hello” ({channels}).':
    'Kirjuta igasse sammu üks kanal, näiteks „- sms: Tere“ ({channels}).',
  'Telegram waits whole minutes only.': 'Telegram ootab ainult täisminuteid.',
  'Write “wait: 1 min”, say.': 'Kirjuta näiteks „wait: 1 min“.',
  'An expectation is one line of words.': 'Ootus on üks rida sõnu.',
  'Write “- reaches: sms within 30 s”, say.': 'Kirjuta näiteks „- reaches: sms within 30 s“.',
  "“{text}” can't be met by {chain}: {why}.": '„{text}“ ei saa täituda ({chain}): {why}.',
  'Leave it out, or give the chain such a step.': 'Jäta see välja või lisa ahelasse selline samm.',
  'The file is longer than a million characters.': 'Fail on pikem kui miljon tähemärki.',
  'A plan names numbers, chains and expectations; nothing else belongs into it.':
    'Plaanis on numbrid, ahelad ja ootused; muud sinna ei kuulu.',
  'This is not YAML: {why}.': 'See ei ole YAML: {why}.',
  'Indent with spaces, not with tabs.': 'Kasuta taandeks tühikuid, mitte tabeldusmärke.',
  'Say each key once.': 'Kirjuta iga võti ühe korra.',
  'Line the keys of one thing up under each other.': 'Sea ühe asja võtmed kohakuti.',
  'Look for a bracket, a quotation mark or a colon that is missing.':
    'Otsi puuduvat sulgu, jutumärki või koolonit.',
  'Look at the line before it too; texts that hold “: ” or begin with a special character need quotation marks.':
    'Vaata ka eelmist rida; tekst, milles on „: “ või mis algab erimärgiga, vajab jutumärke.',
  'The plan expects nothing, so it could only pass.':
    'Plaan ei oota midagi, nii et see saaks ainult õnnestuda.',
  'Add “expect:” with “- reaches: any within 60 s”, say.':
    'Lisa „expect:“ ja sinna näiteks „- reaches: any within 60 s“.',
  'A plan that may run live has to say that the owners of its handsets agreed.':
    'Plaanis, mida tohib käivitada päris kontoga, peab olema öeldud, et telefonide omanikud on nõus.',
  'Add “agreed:” with who agreed and when, or set “live: no”.':
    'Lisa „agreed:“ koos sellega, kes ja millal nõustus, või kirjuta „live: no“.',
  '{chains} chains × {numbers} numbers × {repeat} are {total} messages; a plan has at most {limit}.':
    '{chains} ahelat × {numbers} numbrit × {repeat} teeb {total} sõnumit; plaanis võib olla kuni {limit}.',
  'Split it, or repeat it less often.': 'Jaga see osadeks või korda vähem.',
  '“{text}” is neither yes nor no.': '„{text}“ ei ole „yes“ ega „no“.',
  'Write “live: yes” or “live: no”.': 'Kirjuta „live: yes“ või „live: no“.',
  'This number is in the plan twice.': 'See number on plaanis kaks korda.',
  'Say each number once; “repeat:” sends to it more often.':
    'Kirjuta iga number ühe korra; mitu korda saadab „repeat:“.',
  'Two numbers are called “{name}”.': 'Kahe numbri nimi on „{name}“.',
  '{what} has to be keys with values.': '{what} peab koosnema võtmetest ja väärtustest.',
  'Write {example} and so on below it.': 'Kirjuta selle alla {example} jne.',
  '{what} has no “{key}”.': 'Siin puudub „{key}“ ({what}).',
  'It takes {keys}.': 'Siia sobib {keys}.',
  'Did you mean “{key}”?': 'Kas mõtlesid „{key}“?',
  '{what} has to be a list.': '{what} peab olema loend.',
  'Begin each with “- ” on a line of its own.': 'Alusta igaüht omaette real märkidega „- “.',
  '{what} is empty.': '{what} on tühi.',
  'Give at least one.': 'Anna vähemalt üks.',
  '“{text}” has to be a text.': '„{text}“ peab olema tekst.',
  'Write one text, in quotation marks if it holds “: ”.':
    'Kirjuta üks tekst, jutumärkides, kui selles on „: “.',
  '“{text}” is no whole number from {least} to {most}.':
    '„{text}“ ei ole täisarv vahemikus {least} kuni {most}.',
  'Write one, such as {example}.': 'Kirjuta näiteks {example}.',
  '“{text}” is no time from 1 s to 24 h.': '„{text}“ ei ole aeg vahemikus 1 s kuni 24 h.',
  'Write a number and a unit, such as 30 s or 2 min.': 'Kirjuta arv ja ühik, näiteks 30 s või 2 min.',
};
