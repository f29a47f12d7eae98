/** What the core says of its folder, accounts, passwords, history, drafts, exports and backups; see said.ts. */
import type { Phrases } from './said.ts';

const seeAccounts = 'Vaata kontode loendit.';

export const etSaidConsole: Phrases = {
  'The list has more than 100,000 numbers.': 'Loendis on üle 100 000 numbri.',
  'Split it into several lists.': 'Jaga see mitmeks loendiks.',
  "The console's engine isn't reachable.": 'Konsooli mootoriga ei saa ühendust.',
  'Nothing is lost: it is tried again by itself. Repeat this once the bar at the top is gone.':
    'Midagi ei läinud kaotsi: ühendust proovitakse ise uuesti. Korda seda, kui riba ülaservast on kadunud.',
  'The console ran into a fault of its own.': 'Konsoolis endas tekkis rike.',
  'Try it again; if it stays, look at the log in the data folder.':
    'Proovi uuesti; kui rike jääb, vaata andmekaustas olevat logi.',
  'Another Omnideck is the console of {folder}.': 'Kausta {folder} konsool on juba teine Omnideck.',
  'Use that one, or choose another data folder with --data.':
    'Kasuta seda või vali --data abil teine andmekaust.',
  "The data folder {folder} can't be made or written: {why}.":
    'Andmekausta {folder} ei saa luua või sinna kirjutada: {why}.',
  'Choose another with --data, or give yourself the rights to it.':
    'Vali --data abil teine kaust või anna endale selle õigused.',
  'The folder {folder} is not a data folder of Omnideck: it holds “{name}”.':
    'Kaust {folder} ei ole Omnidecki andmekaust: selles on „{name}“.',
  'The folder {folder} is not a folder of a sandbox: it holds “{name}”.':
    'Kaust {folder} ei ole liivakasti kaust: selles on „{name}“.',
  'Choose an empty folder, or one that is not there yet, with --data.':
    'Vali --data abil tühi kaust või kaust, mida veel ei ole.',
  'Other users of this computer can look into the folder {folder} (mode {mode}).':
    'Selle arvuti teised kasutajad saavad vaadata kausta {folder} (õigused {mode}).',
  'Omnideck did not make this folder, so it does not change its mode. Run: chmod 700 {folder}':
    'Omnideck ei loonud seda kausta ega muuda seetõttu selle õigusi. Käivita: chmod 700 {folder}',
  "Everybody on this computer may write to the folder {folder}, so what is in it can't be trusted.":
    'Selle arvuti kõik kasutajad võivad kausta {folder} kirjutada, seega ei saa selle sisu usaldada.',
  'Run: chmod 700 {folder}. Or choose another folder with --data.':
    'Käivita: chmod 700 {folder}. Või vali --data abil teine kaust.',
  'All sending is paused.': 'Kogu saatmine on peatatud.',
  'Resume sending when you are ready.': 'Kui oled valmis, jätka saatmist.',
  'Resume sending, then resume the run.': 'Jätka saatmist, seejärel jätka testi.',
  'Messente could not charge the account for a message (err 4): its credit is used up.':
    'Messente ei saanud sõnumi eest kontolt tasu võtta (err 4): raha on otsas.',
  'Add credit in the Dashboard, then resume sending.': 'Lisa Dashboardis raha ja jätka siis saatmist.',
  'The console that runs on this folder is Omnideck {other}, this is {version}.':
    'Selle kausta konsool on Omnideck {other}, see siin on {version}.',
  'Close it, or use the same version.': 'Sulge see või kasuta sama versiooni.',
  'The console could not open its own socket: {why}.': 'Konsool ei saanud avada oma ühenduspunkti: {why}.',
  'Choose another data folder with --data.': 'Vali --data abil teine andmekaust.',
  'Move what is in its place (control.sock in the data folder) elsewhere, or choose another data folder with --data.':
    'Vii see, mis on selle kohal (andmekaustas control.sock), mujale või vali --data abil teine andmekaust.',
  'Omnideck could not start: {why}.': 'Omnideck ei saanud käivituda: {why}.',
  'Try again. If it fails again, see logs/omnideck.log in the data folder.':
    'Proovi uuesti. Kui see ei aita, vaata andmekaustas faili logs/omnideck.log.',
  "Another program has locked Omnideck's database.": 'Teine programm on Omnidecki andmebaasi lukustanud.',
  'Close the program that has it open (a database viewer or a backup tool, for example), then try again.':
    'Sulge programm, milles see on avatud (näiteks andmebaasivaatur või varundustööriist), ja proovi siis uuesti.',
  "Omnideck's database is damaged.": 'Omnidecki andmebaas on rikutud.',
  'Copy the data folder to a safe place. Then restore the newest good backup: omnideck restore --yes "{backup}".':
    'Kopeeri andmekaust turvalisse kohta. Taasta siis uusim terve varukoopia: omnideck restore --yes "{backup}".',
  'The damaged database is now {path}.': 'Rikutud andmebaas on nüüd {path}.',
  'Its do-not-send list, accounts and settings were kept.':
    'Selle keelunimekiri, kontod ja seaded jäid alles.',
  'Not all of its do-not-send list, erasures, accounts and settings could be read. Check the do-not-send list before you send.':
    'Selle keelunimekirja, kustutamisi, kontosid ja seadeid ei saanud kõiki lugeda. Vaata keelunimekiri enne saatmist üle.',

  'Copy the data folder to a safe place. There is no good backup in it: restore one from elsewhere with "omnideck restore FILE", or choose another data folder with --data.':
    'Kopeeri andmekaust turvalisse kohta. Selles pole ühtki tervet varukoopiat: taasta mujal olev varukoopia käsuga „omnideck restore FAIL“ või vali --data abil teine andmekaust.',
  'The part of Omnideck that writes to the database has stopped.':
    'Omnidecki osa, mis andmebaasi kirjutab, on seiskunud.',
  'Nothing is sent and no report is kept until you restart Omnideck.':
    'Kuni Omnidecki taaskäivitamiseni ei saadeta midagi ega salvestata ühtki teadet.',
  'A part of Omnideck that reads the database has stopped.':
    'Omnidecki osa, mis andmebaasi loeb, on seiskunud.',
  'Restart Omnideck: what it shows may be incomplete until then.':
    'Taaskäivita Omnideck: seni võib näidatav olla puudulik.',
  'A part of Omnideck that this needs has stopped, so it was not done.':
    'Omnidecki osa, mida selleks vaja on, on seiskunud, nii et seda ei tehtud.',
  'Restart Omnideck, then do it again.': 'Taaskäivita Omnideck ja tee siis uuesti.',
  'The database could not be opened again: {why}.': 'Andmebaasi ei saanud uuesti avada: {why}.',
  'Restart Omnideck. If it does not start, restore a backup.':
    'Taaskäivita Omnideck. Kui see ei käivitu, taasta varukoopia.',
  'The restore failed, and no database is open any more. {why:said}':
    'Taastamine ebaõnnestus ja ükski andmebaas pole enam avatud. {why:said}',
  'Nothing is sent and no report is kept. Restart Omnideck; if it does not start, restore a backup.':
    'Midagi ei saadeta ega salvestata ühtki teadet. Taaskäivita Omnideck; kui see ei käivitu, taasta varukoopia.',
  'The built-in sandbox could not start. {why:said}':
    'Sisseehitatud liivakast ei saanud käivituda. {why:said}',
  'Other accounts are not affected. {mend:said}': 'Teisi kontosid see ei mõjuta. {mend:said}',
  'Omnideck ran into an internal error: {why}.': 'Omnideckis tekkis sisemine viga: {why}.',
  'Restart Omnideck. If it happens again, see logs/omnideck.log in the data folder.':
    'Taaskäivita Omnideck. Kui see kordub, vaata andmekaustas faili logs/omnideck.log.',
  'Omnideck goes on. Restart it when you can. If it happens again, see logs/omnideck.log in the data folder.':
    'Omnideck töötab edasi. Taaskäivita see, kui saad. Kui viga kordub, vaata andmekaustas faili logs/omnideck.log.',
  '{port} is not a port.': '{port} ei ole port.',
  'Give a number from 0 to 65535.': 'Anna arv 0–65535.',
  "The window has not been built, or can't be read ({why}).":
    'Akent ei ole ehitatud või ei saa seda lugeda ({why}).',
  'Run "npm run build".': 'Käivita „npm run build“.',
  'The built window has no place for a nonce.': 'Ehitatud aknas ei ole turvamärgi kohta.',
  'Run "npm run build" again.': 'Käivita „npm run build“ uuesti.',
  'The console that runs on this folder is a command that is about to end; it has no page.':
    'Selle kausta konsool on käsk, mis kohe lõpeb; lehte sellel ei ole.',
  'Wait for it, then open the page with "serve".': 'Oota see ära ja ava siis leht käsuga „serve“.',
  'This is not built yet.': 'Seda veel ei ole.',
  'Use a later version.': 'Kasuta uuemat versiooni.',

  'There is no account yet.': 'Kontot veel ei ole.',
  'Add one, or try the sandbox.': 'Lisa konto või proovi liivakasti.',
  'There is no account {id}.': 'Kontot {id} ei ole.',
  'See the list of accounts.': seeAccounts,
  'There is an account called “{name}” already.': 'Konto nimega „{name}“ on juba olemas.',
  'Choose another name.': 'Vali teine nimi.',
  'The account needs a name of 1 to 60 characters.': 'Konto nimi peab olema 1–60 tähemärki pikk.',
  'Give it one.': 'Anna see.',
  'The API username is empty or has a character that HTTP Basic can not carry (a colon, a control character).':
    'API kasutajanimi on tühi või sisaldab märki, mida HTTP Basic ei kanna (koolon, juhtmärk).',
  "Copy it from API Setup in Messente's Dashboard; it is not your Dashboard login.":
    'Kopeeri see Messente Dashboardist, API seadistuse alt; see ei ole sama, millega Dashboardi sisse logid.',
  'The API password is empty.': 'API parool on tühi.',
  'The API address changes, so the account needs its API password again.':
    'API aadress muutub, seega on konto API parooli uuesti vaja.',
  'Type the API password that belongs to the new address. Omnideck never sends a kept password to another address.':
    'Sisesta uue aadressi juurde kuuluv API parool. Omnideck ei saada hoitud parooli kunagi teisele aadressile.',
  "Copy it from API Setup in Messente's Dashboard.": 'Kopeeri see Messente Dashboardist, API seadistuse alt.',
  'The WhatsApp Business account id has a character that ids don’t have.':
    'WhatsAppi ärikonto ID-s on märk, mida ID-des ei ole.',
  "Copy the id (digits) from Meta's Business settings, under WhatsApp accounts.":
    'Kopeeri ID (numbrid) Meta äriseadetest, WhatsAppi kontode alt.',
  'For the account “{name}” it is not known which WhatsApp Business account its templates are in.':
    'Konto „{name}“ puhul pole teada, millises WhatsAppi ärikontos selle mallid on.',
  'Set the WhatsApp Business account id in Settings, under Accounts, “Edit”.':
    'Lisa WhatsAppi ärikonto ID Seadetes, Kontod, „Muuda“.',
  'There is no API password for the account “{name}”.': 'Konto „{name}“ API parooli ei ole.',
  'Set it in the account, or add the account again.': 'Sisesta see konto juures või lisa konto uuesti.',
  'The account of this message can not send now.': 'Selle sõnumi konto ei saa praegu saata.',
  'The account of this message can not be asked.': 'Selle sõnumi kontolt ei saa küsida.',
  'The account of this message can not be used now.': 'Selle sõnumi kontot ei saa praegu kasutada.',
  'Check the account in the settings.': 'Kontrolli kontot seadetes.',
  'Unlock or check the account.': 'Ava konto lukust või kontrolli seda.',
  'There is no account to ask prices of.': 'Ei ole kontot, millelt hindu küsida.',
  'Add an account first.': 'Lisa kõigepealt konto.',
  'The account can not be asked for prices now.': 'Kontolt ei saa praegu hindu küsida.',
  'Unlock the key store or check the account.': 'Ava võtmehoidla või kontrolli kontot.',

  'The passwords are locked.': 'Paroolid on lukus.',
  'The passwords are sealed with a passphrase that has not been given.':
    'Paroolid on suletud paroolifraasiga, mida ei ole antud.',
  'Give the passphrase (OMNIDECK_PASSPHRASE, or when asked).': 'Sisesta paroolifraas.',
  'That passphrase does not open the sealed passwords.': 'See paroolifraas ei ava suletud paroole.',
  'Try again. If it is lost, start over: Start over at the top of the window, or "account start-over".':
    'Proovi uuesti. Kui see on kadunud, alusta uuesti: nupp Alusta uuesti akna ülaservas või käsk „account start-over“.',
  'No password is sealed yet, so there is nothing to unlock.':
    'Ühtki parooli ei ole veel suletud, seega ei ole midagi avada.',
  'Connect an account: the passphrase is asked for there.': 'Ühenda konto: paroolifraasi küsitakse seal.',
  'The passwords are not locked, so there is nothing to start over.':
    'Paroolid ei ole lukus, seega ei ole midagi uuesti alustada.',
  'Change the password of an account under Edit.': 'Konto parooli saad muuta nupuga Muuda.',
  'The passphrase is too short.': 'Paroolifraas on liiga lühike.',
  'Choose at least 12 characters, such as five random words.':
    'Vali vähemalt 12 märki, näiteks viis juhuslikku sõna.',
  'The passphrase is easily guessed: it is made of well-known words, names of the account, or a pattern.':
    'Paroolifraasi on lihtne arvata: see koosneb tuntud sõnadest, konto nimedest või mustrist.',
  'Others on this computer could read the file of sealed passwords; that has been put right.':
    'Teised selle arvuti kasutajad said suletud paroolide faili lugeda; see on nüüd parandatud.',
  'An empty passphrase seals nothing.': 'Tühi paroolifraas ei kaitse midagi.',
  'Choose one that nobody guesses, such as five random words.':
    'Vali selline, mida keegi ei arva, näiteks viis juhuslikku sõna.',
  "Enter the API key's password as the Dashboard shows it.":
    'Sisesta API võtme parool nii, nagu Dashboard seda näitab.',
  'The sealed passwords in {path} are damaged or cut short; the file was left as it is.':
    'Suletud paroolid failis {path} on rikutud või pooleli; fail jäeti nii, nagu see on.',
  'Put a backup of it back, or move it away and enter the API passwords anew.':
    'Pane selle varukoopia tagasi või tõsta see mujale ja sisesta API paroolid uuesti.',
  'The sealed passwords in {path} were written by a newer Omnideck; the file was left as it is.':
    'Suletud paroolid failis {path} on kirjutanud uuem Omnideck; fail jäeti nii, nagu see on.',
  'Use that version or a newer one.': 'Kasuta seda versiooni või uuemat.',
  'The sealed passwords in {path} could not be {doing:terms} ({code}).':
    'Suletud paroole failis {path} ei saanud {doing:terms} ({code}).',
  'Check that the data folder is yours and that the disk is not full.':
    'Kontrolli, et andmekaust on sinu oma ja ketas ei ole täis.',
  'Another process has been writing {path} for too long.':
    'Teine protsess on faili {path} liiga kaua kirjutanud.',
  'Close the other Omnideck, then try again.': 'Sulge teine Omnideck ja proovi uuesti.',
  "The system's key store did not answer, or refused.": 'Süsteemi võtmehoidla ei vastanud või keeldus.',
  'Unlock it (log in again where it asks for nothing), then try again.':
    'Ava see (kui see midagi ei küsi, logi uuesti sisse) ja proovi uuesti.',
  'Passwords of this data folder are {where:terms}.': 'Selle andmekausta paroolid on {where:terms}.',
  'Open them there, or enter the API passwords again here.':
    'Ava need seal või sisesta API paroolid siin uuesti.',

  'There is no callback {id}.': 'Raportit {id} ei ole.',
  'It may have been erased.': 'See võib olla kustutatud.',
  'The setting is not valid: {why}.': 'Seade ei sobi: {why}.',
  'Correct it.': 'Paranda see.',
  'Quiet hours can not begin when they end.': 'Vaikne aeg ei saa alata siis, kui see lõpeb.',
  'Choose two different times, or turn quiet hours off.': 'Vali kaks eri aega või lülita vaikne aeg välja.',
  'There is no such draft any more.': 'Seda mustandit enam ei ole.',
  'See the list of drafts.': 'Vaata mustandite loendit.',
  'This draft is too large to be kept: it would not outlive this window.':
    'See mustand on alleshoidmiseks liiga suur: see ei jääks pärast akna sulgemist alles.',
  'Take out columns that no text uses, or send it in several goes.':
    'Eemalda veerud, mida ükski tekst ei kasuta, või saada mitmes osas.',
  'This draft was changed in another window meanwhile.': 'Seda mustandit on vahepeal teises aknas muudetud.',
  'Keep yours as a draft of its own, or open the other one.': 'Hoia oma mustand eraldi alles või ava teine.',
  'This draft was sent or deleted in another window meanwhile.':
    'See mustand on vahepeal teises aknas saadetud või kustutatud.',
  'Keep yours as a draft of its own, or discard it.': 'Hoia oma mustand eraldi alles või viska see ära.',
  'There is no such template any more.': 'Seda malli enam ei ole.',
  'See the list of templates.': 'Vaata mallide loendit.',
  'The template has no name.': 'Mallil ei ole nime.',
  'Give it a name.': 'Anna sellele nimi.',
  'There is a template “{name}” already.': 'Mall „{name}“ on juba olemas.',
  'Choose another name, or overwrite that one.': 'Vali teine nimi või kirjuta olemasolev üle.',

  'There is no message {id}.': 'Sõnumit {id} ei ole.',
  'See the list for its id.': 'Vaata ID-d loendist.',
  'More than one message begins with {id}.': 'Rohkem kui ühe sõnumi ID algab {id}.',
  'Give more of the id.': 'Anna ID-st rohkem.',
  'This message is being sent at this moment.': 'Seda sõnumit parajasti saadetakse.',
  'Try again in a moment.': 'Proovi hetke pärast uuesti.',
  "Messente's id of this message is not known, so it is not cancelled yet.":
    'Messente ID ei ole selle sõnumi kohta teada, nii et see ei ole veel tühistatud.',
  'Omnideck cancels it when a delivery report names it.':
    'Omnideck tühistab sõnumi, kui saatmisraport selle nimetab.',
  'The message is not cancelled yet. Omnideck keeps trying until it goes out.':
    'Sõnum ei ole veel tühistatud. Omnideck proovib edasi, kuni see välja läheb.',
  'This message can not be cancelled any more.': 'Seda sõnumit ei saa enam tühistada.',
  'Nothing can be done.': 'Midagi ei ole teha.',
  'This message has not been sent yet.': 'See sõnum ei ole veel saadetud.',
  'Wait for it, or cancel it first.': 'Oota saatmist või tühista see enne.',
  'Nobody knows whether this message was accepted: sent again, it may reach the person twice.':
    'Keegi ei tea, kas see sõnum vastu võeti: uuesti saates võib see jõuda inimeseni kaks korda.',
  'Send it again only if that is better than not at all.':
    'Saada uuesti ainult siis, kui see on parem kui üldse mitte.',
  'This message is still on its way: sent again, it may reach the person twice.':
    'See sõnum on veel teel: uuesti saates võib see jõuda inimeseni kaks korda.',
  'Wait until it is settled, or send it again all the same.':
    'Oota, kuni tulemus on selge, või saada ikkagi uuesti.',
  'This message has reached the person: sent again, it will reach them twice.':
    'See sõnum on inimeseni jõudnud: uuesti saates jõuab see temani kaks korda.',
  'Send it again only if that is what you want.': 'Saada uuesti ainult siis, kui just seda soovid.',
  "Messente's id of this message is not known, so its status can not be asked for.":
    'Selle sõnumi Messente ID ei ole teada, nii et olekut ei saa küsida.',
  'Wait for a delivery report, which would tell it.': 'Oota saatmisraportit, sealt see selguks.',
  'Omnideck failed while it was sending.': 'Omnideckis tekkis saatmise ajal tõrge.',
  'Look at the status before sending again.': 'Enne uuesti saatmist vaata olekut.',
  'Omnideck was ended while this message was being sent, so whether Messente has it is not known.':
    'Omnideck suleti sel ajal, kui seda sõnumit saadeti, nii et pole teada, kas see jõudis Messenteni.',
  'Wait for a report; send it again only if it may reach the person twice.':
    'Oota raportit; saada uuesti ainult siis, kui sõnum tohib inimeseni jõuda kaks korda.',
  'This number is on the do-not-send list.': 'Sellel numbril on saatmiskeeld.',
  'This number is not on the do-not-send list.': 'Sellel numbril ei ole saatmiskeeldu.',
  'This number is on the do-not-send list, so nothing was sent to it.':
    'Sellel numbril on saatmiskeeld, seega ei saadetud sinna midagi.',
  'Take the number off the list first if the person has agreed to hear from you again.':
    'Kui inimene on nõus sinult jälle sõnumeid saama, eemalda number enne nimekirjast.',
  'Nothing needs to be done.': 'Midagi ei ole vaja teha.',
  'A message to this number is being sent at this moment.': 'Sellele numbrile saadetakse parajasti sõnumit.',
  'Try again in half a minute.': 'Proovi poole minuti pärast uuesti.',
  'A time to send is given for {number}, to whom nothing is sent.':
    'Saatmise aeg on antud numbrile {number}, kellele midagi ei saadeta.',
  'Write the number as it is among the recipients.': 'Kirjuta number nii, nagu see on saajate hulgas.',
  'The tag “{tag}…” is too long.': 'Silt „{tag}…“ on liiga pikk.',
  'Use at most {count} characters.': 'Kasuta kuni {count} tähemärki.',

  'The disk is full, so this could not be written down and was not done.':
    'Ketas on täis, nii et seda ei saanud kirja panna ja see jäi tegemata.',
  'Make room on the disk of the data folder, then do it again.':
    'Tee andmekausta kettal ruumi ja proovi siis uuesti.',
  'The disk refused what was to be written ({code}), so it was not done.':
    'Kettale ei saanud kirjutada ({code}), nii et see jäi tegemata.',
  'See that the data folder can be written, then do it again.':
    'Vaata, et andmekausta saab kirjutada, ja proovi siis uuesti.',
  'The disk is full, so this was not done; nothing is left of it.':
    'Ketas on täis, nii et see jäi tegemata; sellest ei jäänud midagi alles.',
  'Make room, then do it again.': 'Tee ruumi ja proovi siis uuesti.',
  '{file} could not be read or written ({code}).': 'Faili {file} ei saanud lugeda või kirjutada ({code}).',
  'See that the place is there and yours to write to.':
    'Vaata, et see koht on olemas ja sa tohid sinna kirjutada.',
  '{file} is not an SQLite database, or it is damaged.':
    '{file} ei ole SQLite’i andmebaas või on see rikutud.',
  'Nothing was changed. Choose another data folder with --data, or put a good copy in its place.':
    'Midagi ei muudetud. Vali --data abil teine andmekaust või pane selle asemele terve koopia.',
  "{file} is another program's database.": '{file} on teise programmi andmebaas.',
  'Nothing was changed. Choose another data folder with --data.':
    'Midagi ei muudetud. Vali --data abil teine andmekaust.',
  '{file} was written by a newer Omnideck (its format is {version}, this one knows {known}).':
    'Faili {file} on kirjutanud uuem Omnideck (selle vorming on {version}, see siin tunneb kuni {known}).',
  'Nothing was changed. Update Omnideck, or choose another data folder with --data.':
    'Midagi ei muudetud. Uuenda Omnidecki või vali --data abil teine andmekaust.',
  'The database could not be replaced: {why}.': 'Andmebaasi ei saanud asendada: {why}.',
  'Nothing was changed.': 'Midagi ei muudetud.',
  "{file} can't be read and written by this user.": 'See kasutaja ei saa faili {file} lugeda ja kirjutada.',
  'Give yourself the rights to it.': 'Anna endale selle õigused.',
  '{file} is damaged.': '{file} on rikutud.',
  'Put a good copy in its place (copies stand beside it), or choose another data folder with --data.':
    'Pane selle asemele terve koopia (koopiad on selle kõrval) või vali --data abil teine andmekaust.',
  'The database {file} could not be opened: {why}.': 'Andmebaasi {file} ei saanud avada: {why}.',
  'See that the disk has room and the folder can be written.':
    'Vaata, et kettal on ruumi ja kausta saab kirjutada.',

  'This file is not here any more.': 'Seda faili siin enam ei ole.',
  'Begin it at the root.': 'Alusta seda juurkaustast.',
  'See its name.': 'Vaata selle nime.',
  'There is no folder {folder}.': 'Kausta {folder} ei ole.',
  'Make it, or choose another.': 'Loo see või vali teine.',
  'Only a bare file name can be given here.': 'Siin saab anda ainult faili nime.',
  'Leave the folder out; the file goes to the downloads folder.':
    'Jäta kaust välja; fail läheb allalaadimiste kausta.',
  'The disk is full, so nothing was exported.': 'Ketas on täis, nii et midagi ei eksporditud.',
  'The file could not be written in {folder} ({code}).':
    'Kausta {folder} ei saanud faili kirjutada ({code}).',
  'See that the folder is yours to write to, or choose another.':
    'Vaata, et tohid sellesse kausta kirjutada, või vali teine.',
  'This is the database that is in use.': 'See on andmebaas, mis on parajasti kasutusel.',
  'There is no room for the backup on the disk.': 'Kettal ei ole varukoopia jaoks ruumi.',
  "{file} can't be read ({code}).": 'Faili {file} ei saa lugeda ({code}).',
  'See that it is yours to read.': 'Vaata, et tohid seda lugeda.',
  'The log of the database could not be written back, so nothing was replaced.':
    'Andmebaasi logi ei saanud tagasi kirjutada, nii et midagi ei asendatud.',
  'Try it again; if it stays, restart Omnideck first.':
    'Proovi uuesti; kui nii jääb, käivita Omnideck enne uuesti.',
  'The file could not be copied ({code}).': 'Faili ei saanud kopeerida ({code}).',
  'See that it is yours to read, and that the disk has room.':
    'Vaata, et tohid seda lugeda ja kettal on ruumi.',
  'Too many files are being handed over.': 'Üle antakse korraga liiga palju faile.',
  'Wait for one of them.': 'Oota mõni neist ära.',
  'There is no room for this file on the disk.': 'Kettal ei ole selle faili jaoks ruumi.',
  'Make room, then try it again.': 'Tee ruumi ja proovi siis uuesti.',
  'More came than was announced.': 'Tuli rohkem, kui lubati.',
  'The file could not be written to the disk.': 'Faili ei saanud kettale kirjutada.',
  'A view needs a name.': 'Vaade vajab nime.',
  'There is a view called {name} already.': 'Vaade nimega {name} on juba olemas.',
  'There is no such view any more.': 'Seda vaadet enam ei ole.',
  'Save it as a new one.': 'Salvesta see uuena.',
  'A tag needs a name.': 'Silt vajab nime.',
  'Choose it again.': 'Vali see uuesti.',
  'Choose the file again.': 'Vali fail uuesti.',
  'Choose a backup of it.': 'Vali selle varukoopia.',
  'Give the whole path of the file.': 'Anna faili täielik tee.',
  'Write at least one character.': 'Kirjuta vähemalt üks tähemärk.',
  'This work is not known any more.': 'Seda tööd enam ei tunta.',
  'It is too late to stop it.': 'Seda on juba hilja peatada.',
  'Wait until it is done.': 'Oota, kuni see valmis saab.',
  'This is no export of Omnideck: it is neither its JSON Lines nor a table with its columns.':
    'See ei ole Omnidecki eksport: ei selle JSON Lines ega selle veergudega tabel.',
  'Choose a file that Omnideck exported.': 'Vali fail, mille Omnideck eksportis.',
  'The file is empty.': 'Fail on tühi.',
  'This is a database, not an export.': 'See on andmebaas, mitte eksport.',
  'If it is a backup of Omnideck, restore it.': 'Kui see on Omnidecki varukoopia, taasta see.',
  'The file is packed, or a workbook.': 'Fail on pakitud või töövihik.',
  'Unpack it; from a spreadsheet, save it as CSV (UTF-8).':
    'Paki see lahti; tabelist salvesta CSV-na (UTF-8).',
  'The file is in UTF-16.': 'Fail on UTF-16 kodeeringus.',
  'Save it as UTF-8.': 'Salvesta see UTF-8 kodeeringus.',
  'Save the file as UTF-8.': 'Salvesta fail UTF-8 kodeeringus.',
  'The line has {cells} cells, the heading has {names}.': 'Real on {cells} lahtrit, päises {names}.',
  'Export it anew; a spreadsheet may have changed it.':
    'Ekspordi uuesti; tabelarvutus võib olla seda muutnud.',
  'A newer Omnideck wrote this line (its form is {version}, this one knows {known}).':
    'Selle rea kirjutas uuem Omnideck (selle vorming on {version}, see siin tunneb kuni {known}).',
  'Update Omnideck, then import it again.': 'Uuenda Omnidecki ja impordi uuesti.',
  'The line is no message of an export.': 'See rida ei ole ekspordi sõnum.',
  'Import the file as it was exported, before a spreadsheet saved it.':
    'Impordi fail nii, nagu see eksporditi, enne kui tabelarvutus selle salvestas.',
  'The line is no message.': 'See rida ei ole sõnum.',
  '“{field}” is not what an export has there.': '„{field}“ ei ole selline nagu ekspordis.',
  'Import the file as it was exported.': 'Impordi fail nii, nagu see eksporditi.',
  'The line is not JSON.': 'See rida ei ole JSON.',
  'The line is cut short.': 'See rida on pooleli.',
  'The file may not have been copied whole; export or copy it again.':
    'Fail ei pruugi olla tervikuna kopeeritud; ekspordi või kopeeri see uuesti.',
  'The line is longer than any message of ours.': 'See rida on pikem kui ükski meie sõnum.',
  'The line is not UTF-8.': 'See rida ei ole UTF-8.',
  'There is a quotation mark in the middle of a cell that is not quoted.':
    'Jutumärgita lahtri keskel on jutumärk.',
  'A quotation mark in a cell is written twice, and the cell is put in quotation marks.':
    'Jutumärk lahtris kirjutatakse kaks korda ja kogu lahter pannakse jutumärkidesse.',
  'A quotation mark is opened and never closed.': 'Jutumärk on avatud, aga sulgemata.',
  'Close it; the lines after it were read all the same.':
    'Sulge see; järgmised read loeti sellest hoolimata.',
  'This message was scheduled when it was exported, and what became of it is not known here.':
    'See sõnum oli eksportimise ajal ajastatud ja siin pole teada, mis sellest sai.',
  'This message was still to be sent when it was exported, and whether it was is not known here.':
    'See sõnum ootas eksportimise ajal saatmist ja siin pole teada, kas see saadeti.',
  'Look where it was exported; it is not sent from here.':
    'Vaata sealt, kust see eksporditi; siit seda ei saadeta.',
  'The backup was written, but reading it again gave something else; it was removed.':
    'Varukoopia kirjutati, aga ülelugemisel tuli midagi muud; see eemaldati.',
  'See whether the disk is sound, then do it again.': 'Vaata, kas ketas on korras, ja tee uuesti.',
  '{file} is there already, and is left as it is.': '{file} on juba olemas ja jääb nii, nagu on.',
  'Choose another name, or move it away.': 'Vali teine nimi või tõsta see mujale.',
  'There is no such file.': 'Sellist faili ei ole.',
  'Choose a backup that Omnideck made.': 'Vali varukoopia, mille tegi Omnideck.',
  'The file is no SQLite database.': 'Fail ei ole SQLite’i andmebaas.',
  'Nothing was changed. Choose a backup that Omnideck made.':
    'Midagi ei muudetud. Vali varukoopia, mille tegi Omnideck.',
  "The file is another program's database.": 'Fail on teise programmi andmebaas.',
  'The tables of the file are not those of Omnideck: something was added to them or taken away.':
    'Faili tabelid ei ole Omnidecki omad: neisse on midagi lisatud või neist ära võetud.',
  'The file is cut short: its end is missing.': 'Fail on poolik: selle lõpp on puudu.',
  'Nothing was changed. Copy it again whole, or choose another backup.':
    'Midagi ei muudetud. Kopeeri see uuesti tervikuna või vali teine varukoopia.',
  'A newer Omnideck wrote the file (its format is {version}, this one knows {known}).':
    'Faili kirjutas uuem Omnideck (selle vorming on {version}, see siin tunneb kuni {known}).',
  'Nothing was changed. Update Omnideck, then restore it.':
    'Midagi ei muudetud. Uuenda Omnidecki ja taasta see siis.',
  'The file is damaged.': 'Fail on rikutud.',
  'Reading the file took too long, so it was stopped.':
    'Faili lugemine võttis liiga kaua aega ja katkestati.',
  'Nothing was changed. The file may be damaged: copy it again whole, or choose another backup.':
    'Midagi ei muudetud. Fail võib olla rikutud: kopeeri see uuesti tervikuna või vali teine varukoopia.',
  'The process that read the file ended before it was done.':
    'Faili lugenud protsess lõppes enne, kui sai valmis.',
  'Nothing was changed. See that the computer has memory to spare; else copy the file again whole, or choose another backup.':
    'Midagi ei muudetud. Vaata, et arvutil oleks vaba mälu; kui on, kopeeri fail uuesti tervikuna või vali teine varukoopia.',
  'Omnideck is closing, so the file was not read.': 'Omnideck sulgub, seega faili ei loetud.',
  'Start Omnideck again, then choose the file again.': 'Käivita Omnideck uuesti ja vali fail uuesti.',
  'The backup could not be brought up to date: {why}.': 'Varukoopiat ei saanud ajakohastada: {why}.',
  'Nothing was changed. Choose another backup.': 'Midagi ei muudetud. Vali teine varukoopia.',
  'This message was still to be sent when the backup was made; whether it has been sent since is not known.':
    'See sõnum ootas varukoopia tegemise ajal saatmist; pole teada, kas see on vahepeal saadetud.',
  'It is not sent by itself. Send it again only if it may reach the person twice.':
    'Iseenesest seda ei saadeta. Saada uuesti ainult siis, kui see tohib inimeseni jõuda kaks korda.',
  'This test run was under way when the backup was made; what it has sent since is not known.':
    'See test oli varukoopia tegemise ajal pooleli; pole teada, mida see on vahepeal saatnud.',
  'Run the plan anew instead of resuming it.': 'Ära jätka seda, vaid käivita plaan uuesti.',

  'The port is not a number from 0 to 65535.': 'Port ei ole arv vahemikus 0 kuni 65535.',
  'Choose another; 0 takes any free one.': 'Vali teine; 0 võtab mõne vaba.',
  'The speed is not a number above 0.': 'Kiirus ei ole nullist suurem arv.',
  'Give 1 for real time, 10 for ten times faster.': 'Anna 1 päris aja jaoks, 10 kümme korda kiirema jaoks.',
  'The seed is not a whole number.': 'Seeme ei ole täisarv.',
  'Give one such as 1.': 'Anna näiteks 1.',
  'A username can hold no colon (HTTP Basic).': 'Kasutajanimes ei tohi olla koolonit (HTTP Basic).',
  'Choose another.': 'Vali teine.',
  'Choose another port; 0 takes any free one.': 'Vali teine port; 0 võtab mõne vaba.',
  'Choose one above 1023.': 'Vali port, mis on suurem kui 1023.',
  "The sandbox can't listen on port {port} ({code}).": 'Liivakast ei saa porti {port} kuulata ({code}).',
  'Choose another port.': 'Vali teine port.',
};
