import { expect, it } from 'vitest';
import { startOmnideck } from '../helpers/omnideck-process.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

it.skipIf(process.platform === 'win32')(
  'a command says that it waits for a console that does not answer, and continues once the console does',
  async () => {
    const folder = temporaryFolder();
    const serving = startOmnideck(['serve', '--no-open', '--json', '--data', folder]);
    await serving.ready();
    serving.signal('SIGSTOP');
    const listing = startOmnideck(['list', '--data', folder]);
    await expect.poll(() => listing.stderr()).toContain('does not answer');
    serving.signal('SIGCONT');
    expect(await listing.ended).toMatchObject({ code: 0 });
    serving.signal('SIGTERM');
    expect(await serving.ended).toMatchObject({ code: 0 });
  },
);
