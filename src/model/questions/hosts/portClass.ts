/** Which class (RFC 6335 §6) a port belongs to. */
import type { Endpoint } from '../../../tcp/types.js';
import { portClass } from '../../../wire/ports.js';
import { choice, handshakeOf } from '../parts.js';
import type { Draft, Generator } from '../question.js';

export const PORT_CLASS: Generator<'port-class'> = {
  topic: 'hosts',
  *drafts({ session: { client, server, control } }) {
    const opened = handshakeOf(control);
    if (opened === null) return;
    yield draft(server, false, opened[0]!);
    yield draft(client, true, opened[0]!);
  },
};

function draft({ port }: Endpoint, ephemeral: boolean, syn: number): Draft<'port-class'> {
  const right = portClass(port);
  return {
    params: { port, ephemeral },
    part: port,
    answer: choice(right, 'well-known', 'registered', 'dynamic'),
    // A port that a system has just picked need not be in the dynamic range.
    wrong: ephemeral && right === 'registered' ? [['dynamic', 'class-by-use']] : [],
    frames: [syn],
  };
}
