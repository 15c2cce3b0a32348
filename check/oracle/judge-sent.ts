import type { SentFinding, SentKind } from '../../catalogue/index.ts';
import type { BasicSaml } from '../../idp/index.ts';
import { lintAuthnRequest, lintLogoutRequest, type SentMessage } from '../../lint/index.ts';
import { decodePost } from '../../saml/bindings/post.ts';
import { inflateRedirect } from '../../saml/bindings/redirect.ts';
import type { SentRequest } from '../agent/sent-request.ts';

/** The last messages that a service provider sent from one browser. */
export class SentMessages {
  readonly #registration: BasicSaml;
  readonly #clock: () => Date;
  #request: SentMessage | undefined;
  #logout: SentMessage | undefined;

  /** @param registration Basic SAML Configuration as the metadata of the service provider fills it in */
  constructor(registration: BasicSaml, clock: () => Date) {
    this.#registration = registration;
    this.#clock = clock;
  }

  request(sent: SentRequest): void {
    this.#request = sentMessage(sent);
  }

  logout(sent: SentMessage): void {
    this.#logout = sent;
  }

  /** What Entra would say of the last one; nothing of one that was not sent. */
  judge(kind: SentKind): readonly SentFinding[] {
    const circumstances = { registration: this.#registration, now: this.#clock() };
    if (kind === 'LogoutRequest')
      return this.#logout ? lintLogoutRequest(this.#logout, circumstances) : [];
    return this.#request ? lintAuthnRequest(this.#request, circumstances) : [];
  }
}

function sentMessage({
  destination,
  relayState,
  sent: { binding, value, query },
}: SentRequest): SentMessage {
  const redirect = binding === 'HTTP-Redirect';
  return {
    xml: redirect ? inflateRedirect(value) : decodePost(value),
    binding: redirect ? 'redirect' : 'post',
    ...(redirect && { rawQuery: query ?? `SAMLRequest=${encodeURIComponent(value)}` }),
    ...(relayState !== undefined && { relayState }),
    address: destination,
  };
}
