/**
 * The program of the process that accesses the OS key store;
 * engine/features/accounts/secrets/keyring-process.ts explains why it is a separate process. This is the
 * desktop version, an Electron utility process. It has its own file, because a utility process cannot run a
 * program given as text.
 */
import { createRequire } from 'node:module';
import { z } from 'zod';

const askSchema = z.object({
  number: z.number(),
  call: z.enum(['read', 'write', 'remove']),
  name: z.string(),
  value: z.string().nullable(),
});

type Entry = {
  getPassword(): Promise<string | null | undefined>;
  setPassword(value: string): Promise<void>;
  deletePassword(): Promise<unknown>;
};
type KeyringModule = { AsyncEntry: new (service: string, name: string, options: object) => Entry };

const [modulePath = '', service = ''] = process.argv.slice(2);

async function answer({ call, name, value }: z.infer<typeof askSchema>): Promise<string | null> {
  const { AsyncEntry }: KeyringModule = createRequire(import.meta.url)(modulePath);
  // The library would otherwise fall back to the kernel's keyring, which is empty after a restart of the
  // computer.
  const entry = new AsyncEntry(service, name, { linux: { store: 'secret-service' } });
  if (call === 'read') return (await entry.getPassword()) ?? null;
  if (call === 'write') await entry.setPassword(value ?? '');
  else await entry.deletePassword();
  return null;
}

process.parentPort.on('message', async ({ data }) => {
  const asked = askSchema.parse(data);
  try {
    process.parentPort.postMessage({ number: asked.number, ok: true, value: await answer(asked) });
  } catch {
    process.parentPort.postMessage({ number: asked.number, ok: false, value: null });
  }
});
