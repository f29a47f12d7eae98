import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readSecret } from '../../electron/cli/secret-input.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

it('a byte order mark and a final line break in a file are not part of a secret', async () => {
  const file = join(temporaryFolder(), 'secret.txt');
  writeFileSync(file, '\uFEFFs3cret of the number \r\n');
  expect(await readSecret('Secret: ', file)).toEqual({ ok: true, value: 's3cret of the number ' });
});
