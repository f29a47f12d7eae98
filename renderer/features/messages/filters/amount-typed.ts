/**
 * Parses an amount in euros as typed: "0.05", "0,05", "€ 1".
 * @returns the decimal string; null if nothing is typed; `wrong` if it is not an amount
 */
export function amountTyped(text: string): string | null | 'wrong' {
  const plain = text.replaceAll(/[\s€]/g, '').replace(',', '.');
  if (plain === '') return null;
  if (!/^(\d{1,9}(\.\d{0,6})?|\.\d{1,6})$/.test(plain)) return 'wrong';
  const [whole = '', part = ''] = plain.split('.');
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  return part === '' ? digits : `${digits}.${part}`;
}
