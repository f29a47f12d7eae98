type Entry =
  | {
      readonly file: string;
      readonly title: string;
      readonly seed: number;
      readonly seconds: number;
      readonly figures: readonly (readonly [string, number | string])[];
    }
  | { readonly file: string; readonly property: string; readonly seed: number; readonly cases: number };
type Run = { readonly date: string; readonly node: string };
export function withFigures(page: string, entries: readonly Entry[], run: Run): string;
export function tablesOf(entries: readonly Entry[], run: Run): [title: string, markdown: string][];
