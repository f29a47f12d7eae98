/**
 * Endings of the sandbox's table: plain, falling back, repeated, disordered, refused, not accepted, cut,
 * throttled. Common ones are listed more than once, so that they are drawn more often.
 */
const endings = [
  ...['00', '00', '02', '10', '10', '13', '14', '30', '31', '33', '34', '40', '42', '43', '43', '45'],
];

/** Returns a source of numbers that have not been used yet, with endings drawn by `random`. */
export function freshNumbers(random: () => number, first = 550_000): (count: number) => string[] {
  let last = first;
  return (count) =>
    Array.from({ length: count }, () => {
      last += 1;
      return `+372${last}${endings[Math.floor(random() * endings.length)]}`;
    });
}
