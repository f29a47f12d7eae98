import type { CallbackDetail } from '../../../shared/contract/schemas.ts';

const forwardTimeoutMs = 10_000;
/** Headers of one hop, and those that fetch makes itself (RFC 9110, 7.6.1). */
const notForwarded = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * POSTs a callback to a URL with its own bytes and headers, the signature among them.
 * @returns null where it was taken (200 to 399, as Messente counts it), else a sentence
 */
export async function forwardCallback(target: URL, callback: CallbackDetail): Promise<string | null> {
  const headers = callback.headers.filter(([name]) => !notForwarded.has(name.toLowerCase()));
  try {
    const answer = await fetch(target, {
      method: 'POST',
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      body: Buffer.from(callback.bodyBase64, 'base64'),
      redirect: 'manual',
      signal: AbortSignal.timeout(forwardTimeoutMs),
    });
    await answer.arrayBuffer();
    return answer.status >= 200 && answer.status < 400
      ? null
      : `${target.host} answered ${answer.status} to callback ${callback.id}.`;
  } catch (error) {
    const words =
      error instanceof Error && error.name === 'TimeoutError'
        ? 'did not answer in 10 s'
        : 'could not be reached';
    return `${target.host} ${words}; callback ${callback.id} was not forwarded.`;
  }
}
