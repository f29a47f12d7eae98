import { WebSocket } from 'ws';

/**
 * Returns the class of WebSockets of the contract, which close at the first message that is not a call. Otherwise
 * oRPC would leave the sender waiting, and write the stack and a piece of the message to standard error.
 * @param onMalformed called for each message that is not a call, and for each frame that breaks the protocol
 */
export function callSockets(onMalformed: () => void): typeof WebSocket {
  return class extends WebSocket {
    override emit(name: string | symbol, ...values: unknown[]): boolean {
      if (name === 'error' && breaksProtocol(values[0])) onMalformed();
      if (name !== 'message' || isCall(values[0])) return super.emit(name, ...values);
      onMalformed();
      this.close(1007, 'This is not a call.');
      return true;
    }
  };
}

/** An error of the connection itself has a code of the system, such as ECONNRESET. */
function breaksProtocol(error: unknown): boolean {
  return isRecord(error) && typeof error.code === 'string' && error.code.startsWith('WS_ERR_');
}

/** The kinds of messages of oRPC's protocol; a message without a kind is a request. */
const kinds = { request: 1, event: 3, abort: 4 };

function isCall(data: unknown): boolean {
  const message = parsed(data);
  if (!isRecord(message) || typeof message.i !== 'string') return false;
  const { t: kind = kinds.request, p: content } = message;
  if (kind === kinds.abort) return true;
  if (!isRecord(content)) return false;
  if (kind === kinds.event) return true;
  const { u: address, h: headers = {}, m: method = 'POST' } = content;
  return (
    kind === kinds.request &&
    typeof address === 'string' &&
    // As oRPC reads it: only what begins with a slash may lack its origin.
    URL.canParse(address.startsWith('/') ? `http://orpc${address}` : address) &&
    isRecord(headers) &&
    typeof method === 'string'
  );
}

function parsed(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
