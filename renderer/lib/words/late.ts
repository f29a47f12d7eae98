/**
 * The texts of screens that load after the first script. English comes with each screen, see
 * `useLateLanguage`.
 */
import type { Format } from '../../../shared/i18n.ts';
import { accountPagesWords } from './account-pages.ts';
import type { AccountPagesTexts } from './account-pages-texts.ts';
import { backupsWords } from './backups.ts';
import type { BackupsTexts } from './backups-texts.ts';
import { filesWords } from './files.ts';
import type { FilesTexts } from './files-texts.ts';
import { formsWords } from './forms.ts';
import type { FormsTexts } from './forms-texts.ts';
import { inboundWords } from './inbound.ts';
import type { InboundTexts } from './inbound-texts.ts';
import { journalWords } from './journal.ts';
import type { JournalTexts } from './journal-texts.ts';
import type { OwnWords } from './own-words.ts';
import { planFormWords } from './plan-form.ts';
import { purposesWords } from './purposes.ts';
import type { PurposesTexts } from './purposes-texts.ts';
import { quietRulesWords } from './quiet-rules.ts';
import type { QuietRulesTexts } from './quiet-rules-texts.ts';
import { reportsWords } from './reports.ts';
import type { ReportsTexts } from './reports-texts.ts';
import { runsWords } from './runs.ts';
import type { RunsTexts } from './runs-texts.ts';
import { sandboxWords } from './sandbox.ts';
import type { SandboxTexts } from './sandbox-texts.ts';
import { spendingWords } from './spending.ts';
import type { SpendingTexts } from './spending-texts.ts';

export type LateTexts = AccountPagesTexts &
  BackupsTexts &
  FilesTexts &
  FormsTexts &
  InboundTexts &
  JournalTexts &
  QuietRulesTexts &
  ReportsTexts &
  RunsTexts &
  SandboxTexts &
  SpendingTexts &
  PurposesTexts;

export function lateWordsOf(texts: LateTexts, format: Format, own: OwnWords) {
  return {
    accountPages: accountPagesWords(texts.accountPages, format),
    backups: backupsWords(texts.backups, format),
    files: filesWords(texts.files, format),
    forms: formsWords(texts.forms, format),
    inbound: inboundWords(texts.inbound, format),
    audit: journalWords(texts.audit, format),
    quietRules: quietRulesWords(texts.quietRules, format),
    reports: reportsWords(texts.reports, format),
    runs: runsWords(texts.runs, format),
    planForm: planFormWords(texts.planForm, format),
    sandbox: sandboxWords(texts.sandbox, format, own),
    spending: spendingWords(texts.spending, format),
    purposes: purposesWords(texts.purposes, format),
  };
}

export type LateWords = ReturnType<typeof lateWordsOf>;
