/**
 * An amount of euros as a person types it: "0.05", "0,05", "€ 1".
 * @returns the decimal string; null where nothing is typed; `wrong` where it is no amount
 */
export function amountTyped(text: string): string | null | 'wrong' {
  const plain = text.replaceAll(/[\s€]/g, '').replace(',', '.');
  if (plain === '') return null;
  if (!/^(\d{1,9}(\.\d{0,6})?|\.\d{1,6})$/.test(plain)) return 'wrong';
  const [whole = '', part = ''] = plain.split('.');
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  return part === '' ? digits : `${digits}.${part}`;
}
