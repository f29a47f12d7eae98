/** What a message is sent for: whether the person must have agreed to it, and whether it keeps to quiet hours. */
import { isBlankText } from './blank.ts';
import { tidyTag } from './tags.ts';

export type Purpose = {
  readonly name: string;
  /** Only people who gave consent for it are written to. */
  readonly needsConsent: boolean;
  /** It is not sent in the recipient's quiet hours. */
  readonly quietHours: boolean;
};

/** The purpose of every message that names no other. It never needs consent. */
export const generalPurpose = 'general';

/** The purpose whose last message makes CANCEL alone ambiguous. */
const appointmentsPurpose = 'appointments';

export const builtInPurposes: readonly Purpose[] = [
  { name: generalPurpose, needsConsent: false, quietHours: false },
  { name: 'marketing', needsConsent: true, quietHours: true },
  { name: appointmentsPurpose, needsConsent: false, quietHours: true },
  { name: 'security codes', needsConsent: false, quietHours: false },
];

/** Names are equal if they differ only in case, spaces or Unicode composition. */
const keyOf = (name: string): string => tidyTag(name).toLowerCase();

/** Returns whether two names mean the same purpose. */
export const isSamePurpose = (one: string, other: string): boolean => keyOf(one) === keyOf(other);

const isBuiltIn = (name: string): boolean =>
  builtInPurposes.some((purpose) => isSamePurpose(purpose.name, name));

/**
 * Returns all purposes: the built-in ones, as the user changed them, and then the user's own.
 * @param stored the user's own purposes and changed built-in ones, as in the settings
 */
export function purposesOf(stored: readonly Purpose[]): readonly Purpose[] {
  const built = builtInPurposes.map(({ name, ...rest }) => {
    const changed = stored.find((purpose) => isSamePurpose(purpose.name, name));
    return { ...rest, ...changed, name };
  });
  return [...built, ...stored.filter(({ name }) => !isBuiltIn(name))];
}

/**
 * Returns the purpose with this name, with regard to neither case nor spaces.
 * @param name null and "" mean general
 * @returns null if there is no purpose with this name
 */
export function findPurpose(stored: readonly Purpose[], name: string | null): Purpose | null {
  const wanted = name === null || isBlankText(name) ? generalPurpose : name;
  return purposesOf(stored).find((purpose) => isSamePurpose(purpose.name, wanted)) ?? null;
}
