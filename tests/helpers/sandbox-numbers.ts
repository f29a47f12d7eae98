/**
 * Endings of the sandbox's table: plain, falling back, repeated, disordered, refused, not accepted, cut, throttled. The
 * common ones stand there more than once.
 */
const endings = [
  ...['00', '00', '02', '10', '10', '13', '14', '30', '31', '33', '34', '40', '42', '43', '43', '45'],
];

/** Returns a source of numbers that no message was sent to yet, with endings as `random` picks them. */
export function freshNumbers(random: () => number, first = 550_000): (count: number) => string[] {
  let last = first;
  return (count) =>
    Array.from({ length: count }, () => {
      last += 1;
      return `+372${last}${endings[Math.floor(random() * endings.length)]}`;
    });
}
