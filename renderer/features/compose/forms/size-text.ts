/** Formats a size in bytes in the catalogue's language, in units of 1024: "12.4 MB", "820 kB". */
export function sizeText(bytes: number, locale: string): string {
  const [value, unit] =
    bytes >= 1024 * 1024
      ? ([bytes / 1024 / 1024, 'megabyte'] as const)
      : bytes >= 1024
        ? ([bytes / 1024, 'kilobyte'] as const)
        : ([bytes, 'byte'] as const);
  const style = { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 } as const;
  return new Intl.NumberFormat(locale, style).format(value);
}
