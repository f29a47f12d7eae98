/** What the core says of Messente's API, of the network, of links and of the way in; see said.ts. */
import type { Phrases } from './said.ts';

const waitForReport = 'Oota saatmisraportit või vaata Messente Dashboardist, mis sellest sai.';
const checkBaseUrl = 'Kontrolli konto API aadressi.';
const checkBehind = 'Kontrolli, mis sealt siia arvutisse edasi suunab.';

export const etSaidApi: Phrases = {
  'Something stands between this computer and Messente: check the proxy, the firewall and the clock.':
    'Miski on selle arvuti ja Messente vahel: kontrolli puhverserverit, tulemüüri ja kella.',
  "Check the account's base URL; Messente's own is https://api.messente.com/v1.":
    'Kontrolli konto API aadressi; Messente oma on https://api.messente.com/v1.',
  'That is no id of an omnimessage.': 'See ei ole omnisõnumi ID.',
  'Give the id as Messente or Omnideck showed it.': 'Anna ID nii, nagu Messente või Omnideck seda näitas.',
  'Messente answered with the status of another omnimessage.': 'Messente vastas teise omnisõnumi olekuga.',
  'Ask again; if it stays so, ask Messente.': 'Küsi uuesti; kui nii jääb, pöördu Messente poole.',
  'That is no country code.': 'See ei ole riigikood.',
  'Give a two-letter country code, such as EE.': 'Anna kahetäheline riigikood, näiteks EE.',
  "Messente can't cancel it: it is sent already, or Messente doesn't know it.":
    'Messente ei saa seda tühistada: see on juba saadetud või Messente ei tunne seda.',
  'See its status for what became of it.': 'Mis sellest sai, näed olekust.',
  'The base URL is not an address that starts with https://.': 'API aadressi alguses ei ole https://.',
  'Write it whole, such as https://api.messente.com/v1.':
    'Kirjuta see tervikuna, näiteks https://api.messente.com/v1.',
  'The base URL holds a username or password.': 'API aadressis on kasutajanimi või parool.',
  'Leave them out of the address; they are asked for separately.':
    'Jäta need aadressist välja; neid küsitakse eraldi.',
  'The base URL has a part after "?" or "#".': 'API aadressis on osa pärast märki „?“ või „#“.',
  'Give the address only up to its path, such as https://api.messente.com/v1.':
    'Anna aadress ainult tee lõpuni, näiteks https://api.messente.com/v1.',
  'An address with http:// would send the password readable over the network.':
    'http:// aadress saadaks parooli üle võrgu loetaval kujul.',
  'Use https://; http:// is taken for this computer only (localhost, 127.0.0.1).':
    'Kasuta https://; http:// sobib ainult selle arvuti enda puhul (localhost, 127.0.0.1).',
  'Messente answers with error {code}, which is not documented for this call.':
    'Messente vastab veaga {code}, mida selle päringu juures ei ole kirjeldatud.',
  'Ask Messente what it means.': 'Küsi Messentelt, mida see tähendab.',
  'Messente does not accept this API username and password.':
    'Messente ei võta seda API kasutajanime ja parooli vastu.',
  "Check the API key's username and password in the Dashboard; they are not the Dashboard's own login.":
    'Kontrolli Dashboardist API võtme kasutajanime ja parooli; need ei ole samad, millega Dashboardi sisse logid.',
  'Messente does not allow this API key to do that.': 'Messente ei luba sellel API võtmel seda teha.',
  'Check in the Dashboard what the API key may do, and which IP addresses may call with it.':
    'Kontrolli Dashboardist, mida API võti tohib teha ja millistelt IP-aadressidelt.',
  'Messente does not take calls for this account from this IP address.':
    'Messente ei võta selle konto päringuid sellelt IP-aadressilt vastu.',
  "Add this computer's public IP address to the API key's list in the Dashboard.":
    'Lisa selle arvuti avalik IP-aadress Dashboardis API võtme nimekirja.',
  'Messente had a failure of its own.': 'Messentes endas tekkis tõrge.',
  'Wait a little and try again; if it stays so, ask Messente.':
    'Oota veidi ja proovi uuesti; kui nii jääb, pöördu Messente poole.',
  'Messente found something invalid in the request.': 'Messente leidis päringust vea.',
  'Correct what it names and try again.': 'Paranda see, mille Messente nimetab, ja proovi uuesti.',
  'Messente misses something in the request.': 'Messente sõnul on päringust midagi puudu.',
  'Add what it names and try again.': 'Lisa see, mille Messente nimetab, ja proovi uuesti.',
  "Messente doesn't know that, or it belongs to another account.":
    'Messente ei tunne seda või kuulub see teisele kontole.',
  'Check the id and the account.': 'Kontrolli ID-d ja kontot.',
  'Messente has that already.': 'Messentes on see juba olemas.',
  'Change the one that is there instead.': 'Muuda seda, mis juba olemas on.',
  'Messente could not take the request.': 'Messente ei saanud päringut vastu võtta.',
  'Messente could not charge the account for this.': 'Messente ei saanud selle eest kontolt tasu võtta.',
  'Top up the account in the Dashboard and try again.': 'Lisa Dashboardis kontole raha ja proovi uuesti.',
  'Messente found parameters wrong or missing.': 'Messente sõnul on mõni parameeter vale või puudu.',
  'Correct them and try again.': 'Paranda need ja proovi uuesti.',
  'Messente is getting requests faster than it allows.':
    'Messentele saadetakse päringuid kiiremini, kui ta lubab.',
  'Wait a little; it is tried again by itself where that is safe.':
    'Oota veidi; kus see on ohutu, proovitakse ise uuesti.',
  'The address does not take this kind of request.': 'See aadress ei võta selliseid päringuid vastu.',
  "Check the account's base URL.": checkBaseUrl,
  'Messente does not know that country.': 'Messente ei tunne seda riiki.',
  'Messente does not serve that country.': 'Messente ei teeninda seda riiki.',
  'Choose another country.': 'Vali teine riik.',
  'Messente gives prices as json or xml only.': 'Messente annab hindu ainult kujul json või xml.',
  'Ask for one of them.': 'Küsi ühte neist.',
  'The text of a PIN message must hold <PIN>.': 'PIN-sõnumi tekstis peab olema <PIN>.',
  'Put <PIN> where the number should be.': 'Pane <PIN> sinna, kuhu number peab tulema.',
  'Messente does not allow this sender.': 'Messente ei luba seda saatjat.',
  'Use a sender that is verified for the account.': 'Kasuta saatjat, mis on sellele kontole kinnitatud.',
  'Messente knows no such PIN verification.': 'Messente ei tunne sellist PIN-kontrolli.',
  'Start a new one.': 'Alusta uut.',
  'There is no such call at that address.': 'Sellel aadressil sellist päringut ei ole.',
  'The request is larger than the API takes.': 'Päring on suurem, kui API vastu võtab.',
  'Send less at once.': 'Saada korraga vähem.',
  'The address sends callers elsewhere, which is not followed because it would take the password along.':
    'Aadress suunab mujale; sinna ei minda, sest parool läheks kaasa.',
  "The answer can't be read as Messente's.": 'Vastust ei saa lugeda Messente vastusena.',
  "Check the account's base URL, and whether something stands between this computer and Messente.":
    'Kontrolli konto API aadressi ja seda, kas miski on selle arvuti ja Messente vahel.',
  'No computer called {host} could be found.': 'Arvutit nimega {host} ei leitud.',
  "Check the account's base URL, and this computer's network.":
    'Kontrolli konto API aadressi ja selle arvuti võrku.',
  'The name {host} could not be looked up.': 'Nime {host} ei õnnestunud otsida.',
  "Check this computer's network, then try again.": 'Kontrolli selle arvuti võrku ja proovi uuesti.',
  'There is no way to {host} from this computer.': 'Sellest arvutist ei pääse serverini {host}.',
  '{host} cannot be reached.': 'Server {host} ei ole kättesaadav.',
  "Check the account's base URL, and that a firewall lets it through.":
    'Kontrolli konto API aadressi ja seda, et tulemüür laseb ühenduse läbi.',
  '{host} refused the connection.': 'Server {host} keeldus ühendusest.',
  'No connection to {host} came about within {seconds} s.':
    'Ühendust serveriga {host} ei tekkinud {seconds} sekundi jooksul.',
  "The connection to {host} can't be trusted: {why}.": 'Ühendust serveriga {host} ei saa usaldada: {why}.',
  'No connection to {host} came about ({why}).': 'Ühendust serveriga {host} ei tekkinud ({why}).',
  'It was given up before an answer came.': 'Sellest loobuti enne vastuse tulekut.',
  'It was given up while the answer was coming.': 'Sellest loobuti, kui vastus oli alles tulemas.',
  'See what became of it before trying again.': 'Enne uuesti proovimist vaata, mis sellest sai.',
  '{host} gave no answer within {seconds} s.': 'Server {host} ei vastanud {seconds} sekundi jooksul.',
  'Wait for a delivery report, or see in the Dashboard what became of it.': waitForReport,
  "{host} answered with something that isn't HTTP as expected.":
    'Server {host} vastas millegagi, mis ei ole korralik HTTP.',
  'The connection to {host} was cut before an answer came.':
    'Ühendus serveriga {host} katkes enne vastuse tulekut.',
  "The answer of {host} (HTTP {status}) is far larger than any of Messente's.":
    'Serveri {host} vastus (HTTP {status}) on palju suurem kui ükski Messente vastus.',
  'The answer of {host} (HTTP {status}) was cut.': 'Serveri {host} vastus (HTTP {status}) katkes.',
  'The answer of {host} (HTTP {status}) did not end in time.':
    'Serveri {host} vastus (HTTP {status}) ei jõudnud õigel ajal lõpule.',
  'The answer of {host} (HTTP {status}) {what}.': 'Serveri {host} vastus (HTTP {status}) ei jõudnud lõpuni.',
  '{host} answered HTTP {status} without saying what became of this one of {count}.':
    'Server {host} vastas HTTP {status}, aga ei öelnud, mis sai sellest ühest {count} hulgast.',
  '{host} answered HTTP {status} without the id that Messente gives to what it accepts.':
    'Server {host} vastas HTTP {status}, aga ilma ID-ta, mille Messente vastuvõetule annab.',
  'That is no id of a WhatsApp Business account.': 'See ei ole WhatsAppi ärikonto ID.',
  "Copy the id from Meta's Business settings, under WhatsApp accounts.":
    'Kopeeri ID Meta äriseadetest, WhatsAppi kontode alt.',
  'The API answered with something that is not a list of statuses.': 'API vastus ei ole olekute loend.',
  'Check the base address of the account, and ask again later.':
    'Kontrolli konto API aadressi ja küsi hiljem uuesti.',
  'This is not a delivery report: it has none of the fields that Messente documents.':
    'See ei ole saatmisraport: siin ei ole ühtegi välja, mida Messente kirjeldab.',
  'Look at the raw body to see what sent it.': 'Kes selle saatis, näed sisust algkujul.',
  'The body is not UTF-8 text.': 'Sisu ei ole UTF-8 tekst.',
  'Look at the raw bytes to see what sent it.': 'Kes selle saatis, näed baitidest.',
  'The JSON is nested more than {levels} levels deep.': 'JSON on üle {levels} taseme sügav.',
  'Look at the raw body: Messente sends nothing like it.':
    'Vaata sisu algkujul: Messente midagi sellist ei saada.',
  'The body is not JSON.': 'Sisu ei ole JSON.',

  "Its signature matches none of this account's API passwords, so it was not applied.":
    'Allkiri ei sobi ühegi selle konto API parooliga, seega jäeti see arvestamata.',
  'It came while the passwords were locked. Its signature is checked when they are unlocked.':
    'See tuli, kui paroolid olid lukus. Selle allkirja kontrollitakse, kui paroolid avatakse.',
  'It carries no signature, so it was not applied.': 'Sellel ei ole allkirja, seega jäeti see arvestamata.',
  'Verified with an earlier API password of this account': 'Kontrollitud selle konto varasema API parooliga',
  "Verified with this account's API password": 'Kontrollitud selle konto API parooliga',
  '{verified:said}, and applied.': '{verified:said} ja arvestatud.',
  '{verified:said}; it says what was known already.': '{verified:said}; see oli juba teada.',
  '{verified:said}, but its body is not a delivery report, so there was nothing to apply.':
    '{verified:said}, aga sisu ei ole saatmisraport, nii et midagi ei olnud arvestada.',
  '{verified:said}, but it is of no message that this console knows.':
    '{verified:said}, aga see konsool sellist sõnumit ei tunne.',
  '{verified:said}, but it is of another omnimessage than the one on its path, so it was not applied.':
    '{verified:said}, aga see on teise omnisõnumi kohta kui see, mis teel kirjas, seega jäeti see arvestamata.',

  'Only a callback of the built-in sandbox can be edited and signed anew: with a true API password it would be taken for Messente’s word.':
    'Muuta ja uuesti allkirjastada saab ainult kaasasoleva liivakasti raportit: päris API parooliga peetaks seda Messente sõnaks.',
  'Send it again as it came, or copy it as curl.':
    'Saada see uuesti nii, nagu see tuli, või kopeeri curl-käsuna.',
  'The body is larger than {size}.': 'Sisu on suurem kui {size}.',
  'Make it shorter.': 'Tee see lühemaks.',
  'This is not an http address.': 'See ei ole http-aadress.',
  'Write one such as http://127.0.0.1:3000/dlr.': 'Kirjuta näiteks http://127.0.0.1:3000/dlr.',
  'A callback is sent again only to a program on this machine: it holds people’s numbers.':
    'Raport saadetakse uuesti ainult siin arvutis olevale programmile: selles on inimeste numbrid.',
  'Write an address that begins with http://127.0.0.1, http://localhost or http://[::1].':
    'Kirjuta aadress, mille alguses on http://127.0.0.1, http://localhost või http://[::1].',
  "By this machine's table of hosts {host} leads to another machine, so nothing was sent.":
    'Selle arvuti hostide tabeli järgi viib {host} teise arvutisse, nii et midagi ei saadetud.',
  'Write http://127.0.0.1 instead.': 'Kirjuta selle asemel http://127.0.0.1.',
  'Nobody listens at {host}, so nothing was sent.':
    'Aadressil {host} ei kuula keegi, nii et midagi ei saadetud.',
  'Start the program that is to take it, or correct the port.':
    'Käivita programm, mis selle vastu võtab, või paranda port.',
  '{host} broke the connection off without an answer ({code}).':
    '{host} katkestas ühenduse vastamata ({code}).',
  'Look at what that program says, then send it again.':
    'Vaata, mida see programm ütleb, ja saada siis uuesti.',
  'It may have taken it all the same: look at what that program says, then send it again.':
    'See võis raporti siiski vastu võtta: vaata, mida see programm ütleb, ja saada siis uuesti.',
  'Its headers hold a character that may not be sent.': 'Selle päistes on märk, mida ei tohi saata.',
  'Copy it as curl and send it by hand.': 'Kopeeri see curl-käsuna ja saada käsitsi.',

  'This is no link that can be fetched.': 'Seda linki ei saa laadida.',
  'Write an address that begins with https:// or http:// and has no user name in it.':
    'Kirjuta aadress, mille alguses on https:// või http:// ja milles ei ole kasutajanime.',
  'The link leads to this machine or into a private network, so it is not fetched.':
    'Link viib siia arvutisse või privaatvõrku, seega seda ei laadita.',
  'Use an address that is reachable from the internet: Messente and the phones must reach it too.':
    'Kasuta aadressi, kuhu internetist ligi pääseb: ka Messente ja telefonid peavad sinna pääsema.',
  'There is no {host}, or its name can’t be looked up now.':
    'Serverit {host} ei ole või ei saa selle nime praegu otsida.',
  'Check the link, and the network.': 'Kontrolli linki ja võrku.',
  '{host} could not be reached ({code}).': 'Serverini {host} ei jõutud ({code}).',
  'Try again; if it stays, check the link.': 'Proovi uuesti; kui nii jääb, kontrolli linki.',
  '{host} broke off before everything had come.': 'Server {host} katkestas enne, kui kõik oli kohal.',
  'The certificate of {host} can’t be trusted.': 'Serveri {host} sertifikaati ei saa usaldada.',
  'Use another address: Messente and the phones would most likely refuse it as well.':
    'Kasuta teist aadressi: tõenäoliselt keelduksid sellest ka Messente ja telefonid.',
  'It did not come within {seconds} seconds.': 'See ei jõudnud {seconds} sekundi jooksul kohale.',
  'Try again; if it stays, use another address.': 'Proovi uuesti; kui nii jääb, kasuta teist aadressi.',
  'The link is passed on more than {times} times.': 'Link suunab edasi rohkem kui {times} korda.',
  'Use the address that it ends at.': 'Kasuta aadressi, kuhu see lõpuks jõuab.',
  'The server answered {status}.': 'Server vastas {status}.',
  'Check the link: the person’s phone would find no more than this.':
    'Kontrolli linki: inimese telefon ei leiaks sealt rohkemat.',
  'The server packs the file ({encoding}) although it was asked not to, so it is not opened.':
    'Server pakib faili ({encoding}), kuigi paluti mitte, seega seda ei avata.',
  'Use an address that gives the file as it is.': 'Kasuta aadressi, mis annab faili sellisena, nagu see on.',
  'The picture is larger than {size} MB, so it is not shown.':
    'Pilt on suurem kui {size} MB, seega seda ei näidata.',
  'It can be sent all the same; phones may refuse it.':
    'Saata saab selle ikkagi; telefonid võivad sellest keelduda.',
  'The picture is {width} × {height} points, too many to show here.':
    'Pildi mõõdud on {width} × {height} punkti, siin näitamiseks liiga palju.',
  'Use a smaller one; phones may refuse it as well.':
    'Kasuta väiksemat; ka telefonid võivad sellest keelduda.',
  'The file begins as {type:terms}, and goes on as something else.':
    'Faili alguse järgi on see {type:terms}, aga edasi on midagi muud.',
  'It says {says}, is {type:terms}.': 'Väidetavalt {says}, tegelikult {type:terms}.',
  'Use the address of the file itself.': 'Kasuta faili enda aadressi.',
  'The link leads to a web page, not to a file.': 'Link viib veebilehele, mitte failini.',
  'It is an SVG, which is not shown here and which no channel takes.':
    'See on SVG, mida siin ei näidata ja mida ükski kanal vastu ei võta.',
  'Use a PNG or a JPEG.': 'Kasuta PNG- või JPEG-faili.',

  'The tunnel server answered without an address.': 'Tunneli server vastas ilma aadressita.',
  'Check that --tunnel-host is the address of a localtunnel server.':
    'Kontrolli, et tunneli serveri aadress oleks localtunneli serveri oma.',
  'The tunnel server cannot be reached{code}.': 'Tunneli serverini ei jõuta{code}.',
  'Check the network; it is tried again by itself. A fixed public address of your own depends on nobody else.':
    'Kontrolli võrku; proovitakse ise uuesti. Oma avalik aadress ei sõltu kellestki teisest.',
  'The tunnel server gave no tunnel (HTTP {status}).': 'Tunneli server ei andnud tunnelit (HTTP {status}).',
  'It is overloaded or limits how often it may be asked; it is tried again by itself, with longer waits.':
    'See on ülekoormatud või piirab, kui tihti küsida tohib; proovitakse ise uuesti, üha pikemate vahedega.',
  'The tunnel server gave no answer within {seconds} s.':
    'Tunneli server ei vastanud {seconds} sekundi jooksul.',
  'It is tried again by itself. A fixed public address of your own depends on nobody else.':
    'Proovitakse ise uuesti. Oma avalik aadress ei sõltu kellestki teisest.',
  'The tunnel’s own thread failed ({why}).': 'Tunneli lõimes tekkis tõrge ({why}).',
  'The tunnel’s own thread has ended.': 'Tunneli lõim on lõppenud.',
  'It is started again by itself.': 'See käivitatakse ise uuesti.',
  'The public address {why:terms}.': 'Avalik aadress {why:terms}.',
  'Give "none", "localtunnel", or a URL such as https://reports.example.org or https://example.org/messente.':
    'Anna aadress, näiteks https://reports.example.org või https://example.org/messente.',
  "The tunnel server's address {why:terms}.": 'Tunneli serveri aadress {why:terms}.',
  'Give a URL such as {example}.': 'Anna aadress, näiteks {example}.',
  'The public address could not be reached from here ({code}).':
    'Avaliku aadressini siit ei jõutud ({code}).',
  'Check its certificate: Messente would meet the same.':
    'Kontrolli selle sertifikaati: Messente puutuks kokku samaga.',
  'Check the network, the name, and what forwards from there to this machine.':
    'Kontrolli võrku, nime ja seda, mis sealt siia arvutisse edasi suunab.',
  'The public address gave no answer within {seconds} s.':
    'Avalik aadress ei vastanud {seconds} sekundi jooksul.',
  'Check what forwards from there to this machine.': checkBehind,
  'Something else answers at the public address (HTTP {status}).':
    'Avalikul aadressil vastab midagi muud (HTTP {status}).',
  'Check that it forwards to the callback port of this console, path and all.':
    'Kontrolli, et see suunaks edasi selle konsooli tagasiside porti, koos teega.',
  'Whether the public address leads here is not known: {cause:said}':
    'Pole teada, kas avalik aadress siia viib: {cause:said}',
  'no probe has come back.': 'ükski kontroll ei ole tagasi jõudnud.',
  '{mend:said} Some networks cannot reach their own public address from inside: then the first verified delivery report proves it.':
    '{mend:said} Mõnest võrgust ei pääse seestpoolt oma avalikule aadressile: siis tõendab seda esimene kontrollitud raport.',
  'The tunnel server gave another name than the one that was asked for.':
    'Tunneli server andis teise nime, kui küsiti.',
  'It is asked for again by itself: a server holds a lost name for a moment.':
    'Seda küsitakse ise uuesti: server hoiab kaotatud nime hetke kinni.',
  'The tunnel server gave another name than before, so the public address has changed.':
    'Tunneli server andis varasemast erineva nime, nii et avalik aadress on muutunud.',
  'Reports of messages sent with the old address do not arrive; their state is asked for instead.':
    'Vana aadressiga saadetud sõnumite raportid kohale ei jõua; nende olekut küsitakse.',
  'The supervision of the public address has failed.': 'Avaliku aadressi järelevalves tekkis tõrge.',
  'Start Omnideck again.': 'Käivita Omnideck uuesti.',
  'Port {port} is taken by another program.': 'Porti {port} kasutab juba teine programm.',
  'Choose another with --callback-port, or end the program that listens there.':
    'Vali --callback-port abil teine port või sulge programm, mis seda kasutab.',
  'This user may not listen on port {port}.': 'See kasutaja ei tohi porti {port} kuulata.',
  'Choose a port above 1023 with --callback-port.': 'Vali --callback-port abil port, mis on suurem kui 1023.',
  'The callback server cannot listen on port {port} ({code}).':
    'Tagasiside server ei saa porti {port} kuulata ({code}).',
  'Choose another port with --callback-port.': 'Vali --callback-port abil teine port.',
  'The path prefix of the callback server is not a plain path.':
    'Tagasiside serveri tee algus ei ole tavaline tee.',
  'Give a path such as /messente, of letters, digits and . _ ~ -':
    'Anna tee, näiteks /messente, tähtedest, numbritest ja märkidest . _ ~ -',
};
