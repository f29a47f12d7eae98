/** A server in Messente's place that knows the credentials and not the caller's IP address, as Messente says it. */
import { type ScriptedServer, startScriptedHttp } from './scripted-messente.ts';

/** JSON calls: 401 with code 103, which credentials get as well; plain calls: `ERROR 103`, which only an address gets. */
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
