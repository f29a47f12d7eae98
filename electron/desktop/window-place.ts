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
/** Without x and y the system centres the window. */
export type WindowPlace = Omit<SavedPlace, 'x' | 'y'> & { readonly x?: number; readonly y?: number };

export const smallestWindow = { width: 900, height: 600 };
const firstWindow = { width: 1280, height: 820 };
/** The part of the title bar that must be on a display, so that it can be dragged, pixels. */
const grip = { width: 120, height: 32 };

/**
 * Returns the window's position: its last one if it is still visible and reachable. Displays may have
 * changed.
 * @param saved the saved position; an invalid value is ignored
 * @param displays the work areas of the current displays, the primary display first
 */
export function fitPlace(saved: unknown, displays: readonly Rectangle[]): WindowPlace {
  const parsed = placeSchema.safeParse(saved);
  const [primary] = displays;
  if (!parsed.success) return { ...fitSize(firstWindow, primary), maximized: false };
  const { x, y, maximized } = parsed.data;
  // Test with the size that the window gets there: a smaller display shrinks the window, which may then be
  // out of reach.
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

/** Returns the file's content as parsed JSON, or null if it cannot be read. */
export function readPlace(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Saves the position; a failure is ignored, because it is not worth bothering the user. */
export function savePlace(file: string, place: SavedPlace): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.new`, JSON.stringify(place), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch {
    // The next start uses the previous position, or the centre.
  }
}
