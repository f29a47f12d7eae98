import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const oldAfterMs = 60_000;
const ownName = /^open-[0-9a-f]{16}\.html$/u;

/**
 * Writes a small file that leads a browser to an address with a token in it.
 *
 * A browser is told what to open on its command line, and on most systems every user can read everybody's command
 * lines. The token would be there to be used before the browser does. So the command line holds the name of this
 * file, which only its owner can read (mode 0600 in a folder of mode 0700), and the file holds the token. It may lie
 * there afterwards: the token is good once and for a while. The next opening, or the console's end, clears it away.
 *
 * The page that it makes is not of the host's origin; what that means for a SameSite=Strict cookie is the host's
 * concern.
 * @param folder made where it is missing
 * @returns the file's path
 */
export async function writeOpeningFile(folder: string, url: string, now: number): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  await clearOpeningFiles(folder, now - oldAfterMs);
  const file = join(folder, `open-${randomBytes(8).toString('hex')}.html`);
  const address = url.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${address}">
<title>Omnideck</title>
</head>
<body></body>
</html>
`;
  await writeFile(file, html, { mode: 0o600, flag: 'wx' });
  return file;
}

/** Removes opening files last written before that time, UTC epoch ms; a folder that isn't there has none. */
export async function clearOpeningFiles(folder: string, before: number): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!ownName.test(name)) continue;
    const file = join(folder, name);
    const written = await stat(file).catch(() => null);
    if (written !== null && written.mtimeMs < before) await rm(file, { force: true });
  }
}
