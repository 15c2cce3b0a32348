import { type AuthnRequest, readAuthnRequest } from '../../../saml/authn-request.ts';
import { decodePost } from '../../../saml/bindings/post.ts';
import { inflateRedirect } from '../../../saml/bindings/redirect.ts';
import { SamlError } from '../../../saml/errors.ts';
import { aadsts, IdpError } from '../../errors.ts';

export type RequestBinding = 'redirect' | 'post';

/**
 * The message must be encoded as its binding requires, be XML without a DTD, and be an AuthnRequest. Entra has a code for each stage of
 * decoding (entra-saml.md 8). Most violations of the schema are tolerated, like Entra; real service providers vary.
 *
 * @throws {IdpError} 750056 for a value that is not base64, 750055 for one that is not DEFLATEd
 * @throws {IdpError} 75005 for bytes that are not UTF-8, a message that is too large, or another message
 * @throws {IdpError} 7500525 for XML that cannot be read, or a value of the wrong type, with line and position
 * @throws {LogoutMessage} for a message of single sign-out, which goes to the same address
 */
export const checkReadable = (value: string, binding: RequestBinding): AuthnRequest =>
  checkReadableAs(readAuthnRequest, value, binding);

/** The same for another message. @throws {IdpError} as `checkReadable` */
export function checkReadableAs<Message>(
  read: (xml: Uint8Array) => Message,
  value: string,
  binding: RequestBinding,
): Message {
  try {
    return read(decode(value, binding));
  } catch (error) {
    if (error instanceof SamlError) throw refusal(error);
    throw error;
  }
}

const decode = (value: string, binding: RequestBinding): Uint8Array =>
  binding === 'redirect' ? inflateRedirect(value) : decodePost(value);

function refusal({ code, message, detail, at }: SamlError) {
  switch (code) {
    case 'base64':
      return aadsts(750056, {}, { detail });
    case 'deflate':
      return aadsts(750055, {}, { detail, cause: message });
    case 'not_xml':
    case 'doctype':
    case 'too_deep':
      return aadsts(7500525, at ?? start, { detail, cause: withDetail(message, detail) });
  }
  if (code === 'schema' && at) return aadsts(7500525, at, { cause: message });
  if (code === 'wrong_message' && /^Logout(?:Request|Response)$/.test(detail))
    return new LogoutMessage(detail);
  return aadsts(75005, { reason: message }, { detail });
}

/** The message is one of single sign-out: `../../sign-out/` answers it. */
export class LogoutMessage extends IdpError {
  /** @param kind `LogoutRequest` or `LogoutResponse` */
  constructor(kind: string) {
    super(75005, `AADSTS75005: An AuthnRequest was expected, not a ${kind}.`, { detail: kind });
  }
}

const start = { line: 1, position: 1 };

/** What the parser says, on one line: it quotes the text around the error. */
const withDetail = (message: string, detail: string): string => {
  const [said = ''] = detail.split('\n');
  return said === '' ? message : `${message} The parser says: ${said.slice(0, 200)}.`;
};
