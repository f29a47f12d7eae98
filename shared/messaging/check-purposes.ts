/** Checks purposes that somebody named, or changed in the settings. Apart from purposes.ts, so that the window loads no problems. */
import { messagingProblem } from '../problems/messaging.ts';
import { settingsProblem } from '../problems/settings.ts';
import { isBlankText } from './blank.ts';
import { fail, ok, type Result } from './problem.ts';
import {
  builtInPurposes,
  findPurpose,
  generalPurpose,
  isSamePurpose,
  type Purpose,
  purposesOf,
} from './purposes.ts';
import { tidyTag } from './tags.ts';

/** The maximum number of the user's own purposes and of changed built-in purposes together. */
const mostPurposes = 50;
/** The maximum length of a purpose's name, in visible characters. */
const longestPurpose = 50;

/**
 * Returns the purpose that somebody named.
 * @returns problem `purpose-unknown`, with the known names, at the field `purpose`
 */
export function namedPurpose(stored: readonly Purpose[], name: string): Result<Purpose> {
  const found = findPurpose(stored, name);
  if (found !== null) return ok(found);
  const known = purposesOf(stored)
    .map((purpose) => purpose.name)
    .join(', ');
  return fail(
    messagingProblem(
      'purpose-unknown',
      { name: [...tidyTag(name)].slice(0, longestPurpose).join(''), known },
      'purpose',
    ),
  );
}

/**
 * Returns the name of a purpose as a message stores it; null: general.
 * @param name null and "" mean general
 * @returns problem `purpose-unknown`
 */
export function storedPurpose(stored: readonly Purpose[], name: string | null): Result<string | null> {
  const named = namedPurpose(stored, name ?? generalPurpose);
  if (!named.ok) return named;
  return ok(named.value.name === generalPurpose ? null : named.value.name);
}

/**
 * Returns the user's purposes as stored: tidy names, and nothing that equals a built-in purpose.
 * @returns problems `purpose-unnamed`, `purpose-name-too-long`, `purpose-twice`, `general-needs-none`, `too-many-purposes`;
 * `field` is, for example, `purposes[2].name`
 */
export function checkPurposes(given: readonly Purpose[]): Result<Purpose[]> {
  const checked: Purpose[] = [];
  for (const [index, purpose] of given.entries()) {
    const field = `purposes[${index}].name`;
    const name = tidyTag(purpose.name);
    if (isBlankText(name)) return fail(settingsProblem('purpose-unnamed', {}, field));
    if ([...name].length > longestPurpose)
      return fail(
        settingsProblem(
          'purpose-name-too-long',
          { name: [...name].slice(0, 20).join(''), longestPurpose },
          field,
        ),
      );
    if (checked.some((other) => isSamePurpose(other.name, name)))
      return fail(settingsProblem('purpose-twice', { name }, field));
    if (isSamePurpose(name, generalPurpose) && purpose.needsConsent)
      return fail(settingsProblem('general-needs-none', {}, `purposes[${index}].needsConsent`));
    const builtIn = builtInPurposes.find((other) => isSamePurpose(other.name, name));
    checked.push({ ...purpose, name: builtIn?.name ?? name });
  }
  if (checked.length > mostPurposes)
    return fail(settingsProblem('too-many-purposes', { mostPurposes }, 'purposes'));
  return ok(checked.filter((purpose) => !equalsBuiltIn(purpose)));
}

function equalsBuiltIn({ name, needsConsent, quietHours }: Purpose): boolean {
  return builtInPurposes.some(
    (other) => other.name === name && other.needsConsent === needsConsent && other.quietHours === quietHours,
  );
}
