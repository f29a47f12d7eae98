import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { withoutControls } from '../../electron/cli/output.ts';

describe('what the command line prints', () => {
  test('contains no control characters, escape sequences or overrides of the direction', () => {
    const evil = 'a\u001b]0;title\u0007b\u001b[2Jc\u009bd\u202ee\u2066f\r\u007f';
    expect(withoutControls(evil).match(/(?!\t|\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu)).toBe(null);
    expect(withoutControls('Tere,\n\tmaailm \u05e9\u05dc\u05d5\u05dd')).toBe(
      'Tere,\n\tmaailm \u05e9\u05dc\u05d5\u05dd',
    );
  });

  test('is written by output.ts only, which cleans it', () => {
    const others = globSync('electron/{cli,web}/**/*.ts')
      .filter((file) => !file.endsWith('cli/output.ts'))
      .filter((file) =>
        /process\.std(?:out|err)\.write\(|(?<!\.)console\.(?:log|error|warn)\(/u.test(
          readFileSync(file, 'utf8'),
        ),
      );
    expect(others).toEqual([]);
  });
});
