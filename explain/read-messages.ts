import { describeMessage, type MessageDescription } from '../saml/describe-message.ts';
import { SamlError } from '../saml/errors.ts';
import { ns } from '../saml/names.ts';
import type { Capture, CapturedMessage, UnreadableMessage } from './capture/captured-message.ts';

/** A captured message that can be read, with the file that it is in. */
export interface ReadMessage extends CapturedMessage {
  readonly file: string;
  readonly says: MessageDescription;
}

export interface UnreadableOf extends UnreadableMessage {
  readonly file: string;
}

const kinds = ['AuthnRequest', 'Response', 'LogoutRequest', 'LogoutResponse', 'Assertion'];

/** The messages of all captures that are SAML messages, and those that cannot be read, with the reason. */
export function readMessages(captures: readonly Capture[]): {
  messages: ReadMessage[];
  unreadable: UnreadableOf[];
} {
  const messages: ReadMessage[] = [];
  const unreadable: UnreadableOf[] = [];
  for (const { name: file, messages: found, unreadable: damaged } of captures) {
    unreadable.push(...damaged.map((one) => ({ ...one, file })));
    for (const message of found) {
      const says = described(message);
      if (typeof says !== 'string') messages.push({ ...message, file, says });
      else {
        const { xml: _, ...travel } = message;
        unreadable.push({ ...travel, file, problem: says });
      }
    }
  }
  return { messages, unreadable };
}

function described({ xml }: CapturedMessage): MessageDescription | string {
  try {
    const says = describeMessage(xml);
    if (!kinds.includes(says.kind))
      return `it is XML with the root element ${says.kind}, which is no SAML message`;
    if (/^urn:oasis:names:tc:SAML:1\.0:/.test(says.namespace))
      return `it is a ${says.kind} of SAML 1.1, and Entra speaks SAML 2.0`;
    return says.namespace === ns.protocol || says.namespace === ns.assertion
      ? says
      : `its root element ${says.kind} is in ${says.namespace === '' ? 'no namespace' : `the namespace ${says.namespace}`}, and not in that of SAML 2.0`;
  } catch (error) {
    if (!(error instanceof SamlError)) throw error;
    const { line, position } = error.at ?? {};
    const place = line === undefined ? '' : ` (line ${line}, position ${position})`;
    return `${error.message.charAt(0).toLowerCase()}${error.message.slice(1).replace(/\.$/, '')}${place}`;
  }
}
