/**
 * Names that Estonian inflects. The glossary that all et-*.ts files keep to, in the familiar form ("sina"):
 * message sõnum · chain ahel · step samm · channel kanal · part (segment) osa · sender saatja · recipient saaja ·
 * callbacks (the screen) tagasiside · delivery report, callback saatmisraport, raport · delivered kohal ·
 * draft mustand · template mall · tag silt · note märkus · view vaade · schedule ajastama · sandbox liivakast ·
 * account konto · tunnel tunnel · signature allkiri · forged võltsitud · quiet hours vaikne aeg ·
 * do-not-send list saatmiskeelu nimekiri · retention säilitamine · backup varukoopia · restore taastama ·
 * fallback channel varukanal · validity kehtivus · passphrase paroolifraas · engine mootor · failed nurjus · test run test · placeholder kohatäide.
 * A channel or country that a sentence can't inflect stands after a colon or in brackets.
 */
const genitives: Readonly<Record<string, string>> = {
  SMS: 'SMS-i',
  Viber: 'Viberi',
  WhatsApp: 'WhatsAppi',
  RCS: 'RCS-i',
  Telegram: 'Telegrami',
};

/** "Viber" → "Viberi"; with an ending added, the other cases ("Viberis", "Viberile"). A name not known stays. */
export function genitive(channel: string): string {
  return genitives[channel] ?? channel;
}
