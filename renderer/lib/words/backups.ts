import type { Format } from '../../../shared/i18n.ts';
import type { BackupsTexts } from './backups-texts.ts';

/** The parts of "Also taken out of 1 draft, 2 test runs". */
const alsoFromWords = (m: BackupsTexts['backups']['about']['alsoFromParts'], format: Format) => ({
  drafts: (count: number) => format(m.drafts, { count }),
  runs: (count: number) => format(m.runs, { count }),
  views: (count: number) => format(m.views, { count }),
  scenarios: (count: number) => format(m.scenarios, { count }),
});

export const backupsWords = (m: BackupsTexts['backups'], format: Format) => {
  const alsoFromParts = alsoFromWords(m.about.alsoFromParts, format);
  return {
    ...m,
    megabytes: (size: string) => format(m.megabytes, { size }),
    restoreOf: (when: string) => format(m.restoreOf, { when }),
    made: (file: string) => format(m.made, { file }),
    dialog: {
      ...m.dialog,
      handing: (name: string) => format(m.dialog.handing, { name }),
      replaces: (count: number, shown: string) => format(m.dialog.replaces, { count, shown }),
      doNotSend: (here: number, shownHere: string) => format(m.dialog.doNotSend, { here, shownHere }),
      doNotSendAdded: (there: number, shownThere: string) =>
        format(m.dialog.doNotSendAdded, { there, shownThere }),
      held: (count: number, shown: string) => format(m.dialog.held, { count, shown }),
      erased: (count: number, shown: string) => format(m.dialog.erased, { count, shown }),
      listed: (count: number, shown: string) => format(m.dialog.listed, { count, shown }),
    },
    importing: (name: string) => format(m.importing, { name }),
    imported: (count: number, shown: string) => format(m.imported, { count, shown }),
    skipped: (count: number, shown: string) => format(m.skipped, { count, shown }),
    erasedBefore: (count: number, shown: string) => format(m.erasedBefore, { count, shown }),
    rejected: (count: number, shown: string) => format(m.rejected, { count, shown }),
    line: (line: string) => format(m.line, { line }),
    moreRejected: (count: number, shown: string) => format(m.moreRejected, { count, shown }),
    passphrase: {
      ...m.passphrase,
      people: (count: number, shown: string) => format(m.passphrase.people, { count, shown }),
    },
    percent: (share: string) => format(m.percent, { share }),
    about: {
      ...m.about,
      never: {
        ...m.about.never,
        title: (number: string) => format(m.about.never.title, { number }),
        already: (number: string, when: string) => format(m.about.never.already, { number, when }),
        done: (number: string) => format(m.about.never.done, { number }),
      },
      found: (number: string) => format(m.about.found, { number }),
      between: (first: string, last: string) => format(m.about.between, { first, last }),
      listed: (when: string) => format(m.about.listed, { when }),
      exported: (file: string) => format(m.about.exported, { file }),
      erased: (number: string) => format(m.about.erased, { number }),
      erasedText: (messages: number, shown: string, backups: number) =>
        format(m.about.erasedText, { messages, shown, backups }),
      alsoFromParts,
      alsoFrom: (drafts: number, runs: number, views: number, scenarios: number) => {
        const list = [
          drafts > 0 ? [alsoFromParts.drafts(drafts)] : [],
          runs > 0 ? [alsoFromParts.runs(runs)] : [],
          views > 0 ? [alsoFromParts.views(views)] : [],
          scenarios > 0 ? [alsoFromParts.scenarios(scenarios)] : [],
        ].flat();
        return format(m.about.alsoFrom, { list: list.join(', ') });
      },
      notReached: (files: string) => format(m.about.notReached, { files }),
    },
  };
};
