import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { escapeMarkup } from '../../../shared/markup.ts';

const oldAfterMs = 60_000;
const ownName = /^open-[0-9a-f]{16}\.html$/u;

/**
 * Writes a small HTML file that redirects a browser to an address with a token.
 *
 * A browser receives the address on its command line, and on most systems every user can read everybody's
 * command lines. Somebody could use the token before the browser does. Therefore the command line has the
 * path of this file, which only its owner can read (mode 0600 in a folder of mode 0700), and the file
 * contains the token. The file may remain afterwards, because the token works only once and expires. It is
 * deleted at the next opening or when the console ends.
 *
 * The file's page does not have the host's origin; the host handles what that means for a SameSite=Strict
 * cookie.
 * @param folder created if it does not exist
 * @returns the file's path
 */
export async function writeOpeningFile(folder: string, url: string, now: number): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  await clearOpeningFiles(folder, now - oldAfterMs);
  const file = join(folder, `open-${randomBytes(8).toString('hex')}.html`);
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${escapeMarkup(url)}">
<title>Omnideck</title>
</head>
<body></body>
</html>
`;
  await writeFile(file, html, { mode: 0o600, flag: 'wx' });
  return file;
}

/**
 * Deletes opening files that were last written before the given time, UTC epoch ms. A missing folder is
 * ignored.
 */
export async function clearOpeningFiles(folder: string, before: number): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!ownName.test(name)) continue;
    const file = join(folder, name);
    const written = await stat(file).catch(() => null);
    if (written !== null && written.mtimeMs < before) await rm(file, { force: true });
  }
}
