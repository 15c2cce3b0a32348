import type { SamlConfig } from '@node-saml/node-saml';
import type { Lab } from '../../../lab/index.ts';
import { Connections } from '../../agent/exchange.ts';
import { httpBrowsers } from '../../agent/http-browser.ts';
import { readSuccessRule } from '../../subject/session-probe.ts';
import { type ForeignSp, type ForeignSpOptions, startForeignSp } from '../../testing/foreign-sp.ts';
import { DrillIdentityProvider } from '../identity-provider.ts';
import { runDrill } from '../run-drill.ts';
import type { DrilledServiceProvider } from '../sign-in.ts';

export const user = 'B.Simon@contoso.com';

/** The certificates in the federation metadata of an application, Base64, the oldest first. */
export async function publishedAt(metadataUrl: string): Promise<string[]> {
  const xml = await (await fetch(metadataUrl)).text();
  const [, role = ''] = /<IDPSSODescriptor([\s\S]*)<\/IDPSSODescriptor>/.exec(xml) ?? [];
  return [...role.matchAll(/X509Certificate>([^<]+)</g)].map(([, key = '']) => key);
}

/** A service provider with node-saml, and the application of a lab that it trusts. */
export class DrilledSite implements AsyncDisposable {
  readonly application: string;
  readonly metadataUrl: string;
  /** What it trusts now: certificates, Base64. */
  trusts: () => Promise<readonly string[]>;
  readonly #lab: Lab;
  readonly #sp: ForeignSp;
  readonly #connections = new Connections({ signal: new AbortController().signal });

  private constructor(
    lab: Lab,
    sp: ForeignSp,
    { servicePrincipalId, metadataUrl }: { servicePrincipalId: string; metadataUrl: string },
    trusts: () => Promise<readonly string[]>,
  ) {
    this.#lab = lab;
    this.#sp = sp;
    this.application = servicePrincipalId;
    this.metadataUrl = metadataUrl;
    this.trusts = trusts;
  }

  static async start(lab: Lab, options: Partial<ForeignSpOptions> = {}): Promise<DrilledSite> {
    const { idp, tenantId } = lab.start;
    let site: DrilledSite | undefined;
    const idpCert: SamlConfig['idpCert'] = (done) => {
      site?.trusts().then(
        (certificates) => done(null, [...certificates]),
        (error: Error) => done(error),
      );
    };
    const sp = await startForeignSp({
      idpCertificate: '',
      entryPoint: `${idp}/${tenantId}/saml2`,
      ...options,
      // The lab may move its clock, which this service provider does not follow.
      saml: { idpCert, acceptedClockSkewMs: -1, ...options.saml },
    });
    const tenant = await lab.findTenant(tenantId);
    const added = await tenant?.addApplication({ displayName: 'Drilled', metadata: sp.metadata });
    if (!tenant || !added) throw new TypeError('The lab has no tenant.');
    await tenant.assign(user, added);
    const pinned = await publishedAt(added.metadataUrl);
    site = new DrilledSite(lab, sp, added, async () => pinned);
    return site;
  }

  /** Rehearses the rollover. @param options.wait in ms */
  async drill({
    upload,
    followsLabClock = true,
    ...options
  }: Partial<Pick<DrilledServiceProvider, 'upload' | 'followsLabClock'>> & {
    wait?: number;
    lifetime?: number;
  } = {}) {
    const { lab } = this.#lab.start;
    const { signal } = new AbortController();
    const idp = await DrillIdentityProvider.find(
      { lab, signal },
      { user, application: this.application },
    );
    const { url, login, whoami } = this.#sp;
    const sp: DrilledServiceProvider = {
      name: `${url}/metadata`,
      loginUrl: login,
      probe: { url: whoami, success: readSuccessRule(undefined), honest: user },
      origins: new Set([url]),
      browsers: httpBrowsers(this.#connections),
      followsLabClock,
      upload,
    };
    const clock = () => new Date();
    return runDrill({ sp, idp, lab, clock, signal, wait: 0, version: '0', ...options });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#connections.close();
    await this.#sp.close();
  }
}
