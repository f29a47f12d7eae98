export function findBrowser(): Promise<string | null>;
export function findOrGetBrowser(say?: (sentence: string) => void): Promise<string | null>;
