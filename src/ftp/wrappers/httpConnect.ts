/** A tunnel through an HTTP proxy: CONNECT (RFC 9110 §9.3.6). */
import { parseAddress } from '../../wire/address.js';
import { beginsLike, type NamedEndpoint, type Opening, type Reading, textOf, type WrapperForm } from './wrapper.js';

const START = Buffer.from('CONNECT ');
const REQUEST = /^CONNECT (\[[0-9a-f:.]+\]|[^\s:]+):(\d{1,5}) HTTP\/1\.[01]\r?\n/i;
const RESPONSE = /^HTTP\/1\.[01] (\d{3})[^\n]*\n/;
const CONTENT_LENGTH = /^content-length:[ \t]*(\d{1,6})[ \t]*\r?$/im;
/** The proxy asks for credentials: the request is sent again, on the same connection or another. */
const AUTHENTICATION_REQUIRED = 407;
const END = /\r?\n\r?\n/g;

export const httpConnect: WrapperForm = {
  starts: (first) => beginsLike(first, START),
  read(opening) {
    let initiator = 0;
    let responder = 0;
    for (;;) {
      const attempt = readAttempt(opening, initiator, responder);
      if (typeof attempt === 'string') return attempt;
      initiator = attempt.requestEnd;
      responder = attempt.responseEnd;
      if (attempt.server)
        return { kind: 'HTTP CONNECT', client: null, server: attempt.server, bytes: { initiator, responder } };
    }
  },
};

type Attempt = { readonly requestEnd: number; readonly responseEnd: number; readonly server: NamedEndpoint | null };

/** One request and its response, from these offsets on; `server` null: it is to be sent again with credentials. */
function readAttempt(opening: Opening, requestAt: number, responseAt: number): Attempt | Exclude<Reading, object> {
  const request = headerAt(opening.initiator, requestAt);
  if (request === null) return 'more';
  const asked = REQUEST.exec(request);
  if (!asked) return 'no';
  const response = headerAt(opening.responder, responseAt);
  if (response === null)
    return beginsLike(opening.responder.subarray(responseAt), Buffer.from('HTTP/1.')) ||
      opening.responder.length === responseAt
      ? 'more'
      : 'no';
  const status = Number(RESPONSE.exec(response)?.[1] ?? 0);
  const requestEnd = requestAt + request.length;
  const responseEnd = responseAt + response.length;
  if (status >= 200 && status < 300) return { requestEnd, responseEnd, server: serverOf(asked[1]!, asked[2]!) };
  if (status !== AUTHENTICATION_REQUIRED) return 'no';
  const bodyEnd = responseEnd + Number(CONTENT_LENGTH.exec(response)?.[1] ?? 0);
  if (opening.responder.length < bodyEnd || opening.initiator.length === requestEnd) return 'more';
  return { requestEnd, responseEnd: bodyEnd, server: null };
}

/** A header with its empty line; null: not whole yet. */
function headerAt(bytes: Uint8Array, at: number): string | null {
  const text = textOf(bytes, at, bytes.length);
  END.lastIndex = 0;
  return END.test(text) ? text.slice(0, END.lastIndex) : null;
}

function serverOf(host: string, port: string): NamedEndpoint {
  const bare = host.replace(/[[\]]/g, '');
  return { address: parseAddress(bare) ? bare : bare.toLowerCase(), port: Number(port) };
}
