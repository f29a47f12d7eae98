/** The calls for the backup passphrase, which load with the screens that need them. */
import type { SliceContext } from '../../lib/state.ts';

export function passphraseCalls(engine: Pick<SliceContext['engine'], 'ask' | 'read'>) {
  return {
    erasures: () => engine.read((client) => client.privacy.erasures()),
    set: (passphrase: string) => engine.ask((client) => client.privacy.setBackupPassphrase({ passphrase })),
    enter: (passphrase: string) =>
      engine.ask((client) => client.privacy.enterBackupPassphrase({ passphrase })),
    lost: () => engine.read((client) => client.privacy.giveUpErasures()),
  };
}
