import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Rectangle } from 'electron';
import { z } from 'zod';

const placeSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  maximized: z.boolean(),
});

export type SavedPlace = z.infer<typeof placeSchema>;
/** Without x and y the system puts it in the middle. */
export type WindowPlace = Omit<SavedPlace, 'x' | 'y'> & { readonly x?: number; readonly y?: number };

export const smallestWindow = { width: 900, height: 600 };
const firstWindow = { width: 1280, height: 820 };
/** So much of the title bar must be on a display to be taken hold of, pixels. */
const grip = { width: 120, height: 32 };

/**
 * Where the window goes: its last place, if it can still be seen and reached there; displays come and go.
 * @param saved what was read; anything that isn't a place counts as none
 * @param displays the work areas of the displays there are now, the primary one first
 */
export function fitPlace(saved: unknown, displays: readonly Rectangle[]): WindowPlace {
  const parsed = placeSchema.safeParse(saved);
  const [primary] = displays;
  if (!parsed.success) return { ...fitSize(firstWindow, primary), maximized: false };
  const { x, y, maximized } = parsed.data;
  // Judged by the size that it gets there: a smaller display makes it smaller, and perhaps out of reach.
  const display = displays.find((area) => isReachable({ x, y, ...fitSize(parsed.data, area) }, area));
  const size = fitSize(parsed.data, display ?? primary);
  return display === undefined ? { ...size, maximized } : { x, y, ...size, maximized };
}

function isReachable({ x, y, width }: Rectangle, area: Rectangle): boolean {
  const visible = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return visible >= grip.width && y >= area.y && y + grip.height <= area.y + area.height;
}

function fitSize(
  size: { readonly width: number; readonly height: number },
  area: Rectangle | undefined,
): { width: number; height: number } {
  const largest = area ?? size;
  return {
    width: Math.max(smallestWindow.width, Math.min(size.width, largest.width)),
    height: Math.max(smallestWindow.height, Math.min(size.height, largest.height)),
  };
}

/** @returns whatever the file holds as JSON; null where it can't be read */
export function readPlace(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Not being able to keep the place is no reason to trouble anybody. */
export function savePlace(file: string, place: SavedPlace): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.new`, JSON.stringify(place), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch {
    // The next start uses the place before, or the middle.
  }
}
