/** A server that acts as Messente with valid credentials but a caller's IP address that is not allowed. */
import { type ScriptedServer, startScriptedHttp } from './scripted-messente.ts';

/**
 * Starts the server. JSON calls get 401 with code 103, which wrong credentials also get; plain calls get
 * `ERROR 103`, which means only the IP address.
 */
export function startRefusingServer(): Promise<ScriptedServer> {
  return startScriptedHttp((request, response) => {
    if (request.url?.startsWith('/v1/omnimessage') === true) {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({
          errors: [{ title: 'Unauthorized', detail: 'Unauthorized', code: '103', source: '' }],
        }),
      );
      return;
    }
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.end('ERROR 103');
  });
}
