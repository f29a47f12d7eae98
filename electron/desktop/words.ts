/** The desktop shell's texts: menu, tray, notifications. The page has its own catalogue. */
import { type LanguageSetting, languageOf } from '../../shared/contract/language.ts';
import type { Channel } from '../../shared/messaging/types.ts';

const channelNames: Readonly<Record<Channel, string>> = {
  sms: 'SMS',
  viber: 'Viber',
  whatsapp: 'WhatsApp',
  rcs: 'RCS',
  telegram: 'Telegram',
};

export const english = {
  menu: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    window: 'Window',
    help: 'Help',
    settings: 'Settings…',
    about: 'About Omnideck',
    newMessage: 'New message',
    messages: 'Messages',
    callbacks: 'Delivery reports',
    reload: 'Reload',
    developer: 'Developer tools',
    zoomIn: 'Larger',
    zoomOut: 'Smaller',
    resetZoom: 'Usual size',
    fullScreen: 'Full screen',
    manual: "Messente's Omnichannel API",
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    minimize: 'Minimise',
    close: 'Close',
    services: 'Services',
    hide: 'Hide Omnideck',
    hideOthers: 'Hide others',
    unhide: 'Show all',
    quit: 'Quit',
  },
  tray: {
    trouble: 'Something in Omnideck has failed',
    attention: (count: number) => `${count} ${count === 1 ? 'needs' : 'need'} attention`,
    paused: 'Sending is paused',
    toSend: (count: number) => `${count} to be sent`,
    open: (count: number) => `${count} under way`,
    nothing: 'Nothing under way',
    show: 'Open Omnideck',
    newMessage: 'New message',
    resume: 'Resume sending',
    pause: 'Pause all sending',
    quit: 'Quit',
  },
  notices: {
    title: 'Messages',
    twice: 'Delivered twice',
    failed: 'Reached by no channel',
    refused: 'Refused',
    unknown: 'Not known whether it was sent',
    delivered: (channel: Channel | null) =>
      channel === null ? 'Delivered' : `Delivered by ${channelNames[channel]}`,
    seen: (channel: Channel | null) => (channel === null ? 'Seen' : `Seen on ${channelNames[channel]}`),
    attention: (count: number) => `${count} ${count === 1 ? 'needs' : 'need'} attention`,
    reached: (count: number) => `${count} reached`,
    /** Whether the engine's explanation of a message's outcome, which is English, is appended. */
    saysWhy: true,
  },
};

export type ShellWords = typeof english;

const genitives: Readonly<Record<Channel, string>> = {
  sms: 'SMS-i',
  viber: 'Viberi',
  whatsapp: 'WhatsAppi',
  rcs: 'RCS-i',
  telegram: 'Telegrami',
};

export const estonian: ShellWords = {
  menu: {
    file: 'Fail',
    edit: 'Redigeerimine',
    view: 'Vaade',
    window: 'Aken',
    help: 'Abi',
    settings: 'Seaded…',
    about: 'Teave Omnidecki kohta',
    newMessage: 'Uus sõnum',
    messages: 'Sõnumid',
    callbacks: 'Saatmisraportid',
    reload: 'Laadi uuesti',
    developer: 'Arendaja tööriistad',
    zoomIn: 'Suuremaks',
    zoomOut: 'Väiksemaks',
    resetZoom: 'Tavaline suurus',
    fullScreen: 'Täisekraan',
    manual: 'Messente Omnichannel API',
    undo: 'Võta tagasi',
    redo: 'Tee uuesti',
    cut: 'Lõika',
    copy: 'Kopeeri',
    paste: 'Kleebi',
    selectAll: 'Vali kõik',
    minimize: 'Minimeeri',
    close: 'Sulge',
    services: 'Teenused',
    hide: 'Peida Omnideck',
    hideOthers: 'Peida teised',
    unhide: 'Näita kõiki',
    quit: 'Välju',
  },
  tray: {
    trouble: 'Midagi Omnideckis ei tööta',
    attention: (count) => `${count} vajab tähelepanu`,
    paused: 'Saatmine on peatatud',
    toSend: (count) => `${count} ootab saatmist`,
    open: (count) => `${count} töös`,
    nothing: 'Midagi ei ole töös',
    show: 'Ava Omnideck',
    newMessage: 'Uus sõnum',
    resume: 'Jätka saatmist',
    pause: 'Peata kogu saatmine',
    quit: 'Välju',
  },
  notices: {
    title: 'Sõnumid',
    twice: 'Topelt kohal',
    failed: 'Ei jõudnud kohale üheski kanalis',
    refused: 'Ei võetud vastu',
    unknown: 'Pole teada, kas see saadeti',
    delivered: (channel) => (channel === null ? 'Kohal' : `Kohal ${genitives[channel]} kaudu`),
    seen: (channel) => (channel === null ? 'Nähtud' : `Nähtud ${genitives[channel]}s`),
    attention: (count) => `${count} vajab tähelepanu`,
    reached: (count) => `${count} kohal`,
    saysWhy: false,
  },
};

/**
 * Returns the texts of a language. @param preferred the system's preferred languages, best first, as BCP 47
 * tags
 */
export function shellWords(setting: LanguageSetting, preferred: readonly string[]): ShellWords {
  return languageOf(setting, preferred) === 'et' ? estonian : english;
}
