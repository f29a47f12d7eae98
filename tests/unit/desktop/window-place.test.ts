import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitPlace } from '../../../electron/desktop/window-place.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1040 };
const left = { x: -1280, y: 0, width: 1280, height: 1000 };

describe('the position of the window', () => {
  it.each([
    null,
    undefined,
    'x',
    {},
    { x: 1, y: 1, width: 'a', height: 1, maximized: false },
    [],
    { x: 1.5 },
  ])('is the centre of the display if %j was saved', (saved) => {
    expect(fitPlace(saved, [screen])).toEqual({ width: 1280, height: 820, maximized: false });
  });

  it('is the saved position on the same display', () => {
    const saved = { x: -1200, y: 40, width: 1000, height: 700, maximized: true };
    expect(fitPlace(saved, [screen, left])).toEqual(saved);
  });

  it('is the centre, with the saved size, if the display is gone', () => {
    const saved = { x: -1200, y: 40, width: 1000, height: 700, maximized: false };
    expect(fitPlace(saved, [screen])).toEqual({ width: 1000, height: 700, maximized: false });
  });

  it('leaves the title bar reachable and the window no larger than the display, but large enough to use', () => {
    const int = (min: number, max: number) => fc.integer({ min, max });
    const area = fc.record({
      x: int(-4000, 4000),
      y: int(-2000, 2000),
      width: int(900, 4000),
      height: int(600, 2200),
    });
    const saved = fc.record({
      x: int(-9000, 9000),
      y: int(-9000, 9000),
      width: int(1, 9000),
      height: int(1, 9000),
      maximized: fc.boolean(),
    });
    fc.assert(
      fc.property(saved, fc.array(area, { minLength: 1, maxLength: 3 }), (kept, areas) => {
        const place = fitPlace(kept, areas);
        expect(place.width).toBeGreaterThanOrEqual(900);
        expect(place.height).toBeGreaterThanOrEqual(600);
        expect(place.width).toBeLessThanOrEqual(Math.max(...areas.map(({ width }) => width)));
        const { x, y } = place;
        if (x === undefined || y === undefined) return;
        // Some part of the title bar near the window's left or right end is on a display.
        const held = areas.some((at) => {
          const from = Math.max(x, at.x);
          const to = Math.min(x + place.width, at.x + at.width);
          return to - from >= 100 && y >= at.y && y + 32 <= at.y + at.height;
        });
        expect(held).toBe(true);
      }),
    );
  });
});
