/**
 * The calls for the settings of the console. The limits of a setting are in the contract of the feature that it
 * belongs to, its default is in the obligations.ts of that feature.
 */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { backupsSettings } from './backups.ts';
import { resultOf } from './common.ts';
import { composeSettings } from './compose.ts';
import { consentSettings } from './consent.ts';
import { inboundSettings } from './inbound.ts';
import { messagesSettings } from './messages.ts';
import { privacySettings } from './privacy.ts';
import { reportsSettings } from './reports.ts';
import { spendingSettings } from './spending.ts';
import { subscriptionsSettings } from './subscriptions.ts';

/** In the order in which they are shown and stored. */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** The window's language; "system": the first language of the browser or the system that is available. */
  language: z.enum(['system', 'en', 'et']),
  density: z.enum(['comfortable', 'compact']),
  defaultCountry: composeSettings.defaultCountry,
  tunnel: reportsSettings.tunnel,
  tunnelHost: reportsSettings.tunnelHost,
  reconcileBudget: messagesSettings.reconcileBudget,
  notifications: z.enum(['all', 'attention', 'none']),
  retention: privacySettings.retention,
  dailyBackups: backupsSettings.dailyBackups,
  beforeSending: composeSettings.beforeSending,
  purposes: consentSettings.purposes,
  spendCaps: spendingSettings.spendCaps,
  subscriptions: subscriptionsSettings.subscriptions,
  automaticAnswers: inboundSettings.automaticAnswers,
  replyWords: inboundSettings.replyWords,
});
export type Settings = z.infer<typeof settingsSchema>;

/**
 * What is changed of the settings. Of a group that a form changes one field at a time, only the given fields change: two
 * fields that are changed together must not undo each other.
 */
const settingsChangeSchema = settingsSchema.partial().extend({
  spendCaps: spendingSettings.spendCaps.partial().optional(),
  automaticAnswers: inboundSettings.automaticAnswers.partial().optional(),
  replyWords: inboundSettings.replyWords.partial().optional(),
});
export type SettingsChange = z.infer<typeof settingsChangeSchema>;

export const settingsContract = {
  get: oc.output(settingsSchema),
  set: oc.input(settingsChangeSchema).output(resultOf(settingsSchema)),
};
