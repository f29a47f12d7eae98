/** An argument of a choice in a message: `{same, select, yes {…} other {…}}`. */
export const yes = (is: boolean): 'yes' | 'no' => (is ? 'yes' : 'no');

/** The same texts, indexed by any name. */
export const byName = (texts: Readonly<Record<string, string>>) => texts;

/** The same texts, indexed by any number. */
export const byNumber = (texts: Readonly<Record<number, string>>) => texts;
