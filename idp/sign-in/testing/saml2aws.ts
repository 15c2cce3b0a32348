import type { Browser, Seen } from '../../testing/browser.ts';
import { type Config, configOf } from './config-of.ts';

export interface Credentials {
  user: string;
  password: string;
  /** Called when a code is asked for. */
  code?: () => Promise<string>;
  /** Called with the number when the phone asks for it, as the client prints it; called again while nobody answers. */
  phone?: (number: number) => Promise<unknown>;
  /** `AuthMethodId` of the method to use; without it, the default one. */
  mfa?: string;
}

/** Paths and headers as the Azure provider of saml2aws sends them: the first request has no Content-Type, KMSI no canary. */
export class Saml2aws {
  readonly #browser: Browser;
  readonly #credentials: Credentials;

  constructor(browser: Browser, credentials: Credentials) {
    this.#browser = browser;
    this.#credentials = credentials;
  }

  /**
   * Answers page after page, as the names in the page say.
   *
   * @returns the page with the response
   * @throws {Error} when a page is not recognised, or shows an error code
   */
  async authenticate(first: Seen): Promise<Seen> {
    let page = first;
    for (let step = 0; step < 6; step++) {
      if (page.body.includes('ConvergedSignIn')) page = await this.#signIn(configOf(page));
      else if (page.body.includes('KmsiInterrupt')) page = await this.#kmsi(configOf(page));
      else if (page.body.includes('ConvergedTFA')) page = await this.#secondFactor(configOf(page));
      else if (page.body.startsWith('<html><head><title>Working...</title>')) return page;
      else throw new Error(`unknown page: ${page.status}`);
    }
    throw new Error('no end of the sign-in');
  }

  async #signIn(config: Config): Promise<Seen> {
    const { user, password } = this.#credentials;
    const known = await this.#browser.postJson(
      pathOf(config.urlGetCredentialType),
      { username: user, originalRequest: config.sCtx, flowToken: config.sFT },
      {
        canary: config.apiCanary,
        'client-request-id': config.correlationId,
        hpgact: String(config.hpgact),
        hpgid: String(config.hpgid),
        hpgrequestid: config.sessionId,
      },
    );
    if (known.json().Credentials.FederationRedirectUrl) throw new Error('federated');
    if (config.sErrorCode && config.sErrorCode !== '50058')
      throw new Error(`login error ${config.sErrorCode}`);
    return this.#browser.post(pathOf(config.urlPost), {
      canary: config.canary,
      hpgrequestid: config.sessionId,
      [config.sFTName]: config.sFT,
      ctx: config.sCtx,
      login: user,
      loginfmt: user,
      passwd: password,
    });
  }

  #kmsi({ urlPost, sFTName, sFT, sCtx }: Config): Promise<Seen> {
    return this.#browser.post(pathOf(urlPost), { [sFTName]: sFT, ctx: sCtx, LoginOptions: '1' });
  }

  async #secondFactor(config: Config): Promise<Seen> {
    const proofs = config.arrUserProofs;
    const { mfa, code, phone } = this.#credentials;
    const proof =
      proofs.find((one) => (mfa ? one.authMethodId === mfa : one.isDefault)) ?? proofs[0];
    const begun = await this.#sas(config.urlBeginAuth, {
      AuthMethodId: proof?.authMethodId,
      Method: 'BeginAuth',
      Ctx: config.sCtx,
      FlowToken: config.sFT,
    });
    if (!begun.Success) throw new Error(`BeginAuth: ${begun.Message}`);
    let ended = begun;
    do {
      if (begun.AuthMethodId === 'PhoneAppNotification') await phone?.(begun.Entropy);
      ended = await this.#sas(config.urlEndAuth, {
        AuthMethodId: ended.AuthMethodId,
        Method: 'EndAuth',
        Ctx: ended.Ctx,
        FlowToken: ended.FlowToken,
        SessionId: ended.SessionId,
        ...(isCode(begun.AuthMethodId) && { AdditionalAuthData: await code?.() }),
      });
      if (ended.Retry && !(config.oPerAuthPollingInterval[ended.AuthMethodId] ?? 0))
        throw new Error('no polling interval');
    } while (ended.ErrCode === 0 && !ended.Success && ended.Retry);
    if (ended.ErrCode !== 0 || !ended.Success)
      throw new Error(`errcode: ${ended.ErrCode}, message: ${ended.Message}`);
    return this.#browser.post(pathOf(config.urlPost), {
      [config.sFTName]: ended.FlowToken,
      request: ended.Ctx,
      login: config.sPOST_Username,
    });
  }

  async #sas(url: string, body: object) {
    const type = { 'content-type': 'application/json' };
    return (await this.#browser.postJson(pathOf(url), body, type)).json();
  }
}

const isCode = (authMethodId: string): boolean =>
  authMethodId === 'PhoneAppOTP' || authMethodId === 'OneWaySMS';

/** The test sends requests to one application without a network. */
const pathOf = (url: string): string =>
  url.startsWith('/') ? url : `${new URL(url).pathname}${new URL(url).search}`;
