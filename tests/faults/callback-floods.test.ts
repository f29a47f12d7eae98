/**
 * Attackers fill the callback server's connections: with requests whose answers they never read, or with headers that
 * never end. Meanwhile every report with a valid signature must be stored and answered.
 */
import { describe, expect, test } from 'vitest';
import { startAttack } from '../helpers/callback-attackers.ts';
import { hmac, localId, startTestCallbackServer, token } from '../helpers/callback-server-fixture.ts';
import { count } from '../helpers/counts.ts';
import { rawConnection, rawRequest } from '../helpers/raw-http.ts';
import { reportFigures } from '../helpers/report-figures.ts';

const attackers = count({ short: 60, long: 520 });
const maxConnections = count({ short: 50, long: 512 });
const reports = count({ short: 20, long: 138 });

const path = `/dlr/${token}/${localId}`;
const report = Buffer.from('{"status":"DELIVRD","to":"+37255500010"}', 'utf8');
const signedReport = rawRequest('POST', path, { 'X-Messente-Signature': hmac(report) }, report);

/** Sends one report on a connection of its own. @returns whether the answer was 200 */
async function isAnswered(port: number): Promise<boolean> {
  const connection = await rawConnection(port);
  await connection.write(signedReport);
  const answer = await connection.until(/\r\n\r\n/).catch(() => '');
  connection.socket.destroy();
  return answer.startsWith('HTTP/1.1 200 ');
}

/** Sends reports one after another. @returns how many were answered 200 */
async function sendReports(port: number, each: () => void): Promise<number> {
  let answered = 0;
  for (let index = 0; index < reports; index += 1) {
    if (await isAnswered(port)) answered += 1;
    each();
  }
  return answered;
}

describe('the callback server', () => {
  test('stores every valid report while others send requests and never read the answers', async () => {
    const desk = await startTestCallbackServer({ maxConnections });
    const rssBefore = process.memoryUsage().rss;
    startAttack(desk.server.port, attackers, 'pipelining');
    await expect.poll(() => desk.server.stats().elsewhere).toBeGreaterThan(attackers);

    let mostInFlight = 0;
    let mostRss = 0;
    const answered = await sendReports(desk.server.port, () => {
      mostInFlight = Math.max(mostInFlight, desk.server.stats().inFlight);
      mostRss = Math.max(mostRss, process.memoryUsage().rss);
    });
    reportFigures('Requests whose answers nobody reads', [
      ['connections that attack at once, of those allowed', `${attackers}, ${maxConnections}`],
      ['requests of the attackers', desk.server.stats().elsewhere],
      ['valid reports sent, and answered 200', `${reports}, ${answered}`],
      ['most requests waiting for their answers at once', mostInFlight],
      ['growth of the memory of the server, MB', Math.round((mostRss - rssBefore) / 1e6)],
    ]);
    expect(answered).toBe(reports);
    expect(desk.kept).toHaveLength(reports);
    expect(mostInFlight).toBeLessThanOrEqual(maxConnections * 10);
  });

  test('stores every valid report while others send headers slowly and connect again', async () => {
    const desk = await startTestCallbackServer({ maxConnections });
    startAttack(desk.server.port, attackers, 'slow headers');
    await expect.poll(() => desk.server.stats().connections).toBe(maxConnections);
    const answered = await sendReports(desk.server.port, () => undefined);
    reportFigures('Headers that never end', [
      ['connections that attack at once, of those allowed', `${attackers}, ${maxConnections}`],
      ['connections that the server cut', desk.server.stats().dropped],
      ['valid reports sent, and answered 200', `${reports}, ${answered}`],
    ]);
    expect(answered).toBe(reports);
    expect(desk.kept).toHaveLength(reports);
  });
});
