import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type Certificate, toPem } from '../../../certs/certificate.ts';
import { buildIdp, type Directory, issuerOf } from '../../../idp/index.ts';
import { inflateRedirect } from '../../../saml/bindings/redirect.ts';
import { HttpClient } from '../../../web/testing/http-client.ts';
import { type PostedResponse, postedResponseOn } from './posted-response.ts';
import type { SentRequest } from './request.ts';

const tenantId = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';
const user = { userPrincipalName: 'B.Simon@contoso.com', password: 'Correct horse battery' };

export type SigningOption = 'assertion' | 'response' | 'both';

/** What a tenant has to know of an identity provider. */
interface FederatedProvider {
  entityId: string;
  loginUrl: string;
  /** DER */
  certificates: readonly Uint8Array[];
}

/** For whom the assertions of an application are encrypted, and how. */
export interface TokenEncryption {
  certificatePem: string;
  method: 'aes256-cbc' | 'aes256-gcm';
}

export interface ServiceProviderFacts {
  entityId: string;
  assertionConsumerService: string;
}

/** An application of the tenant, with its signing certificate; B.Simon is assigned to it. */
export interface Application extends ServiceProviderFacts {
  appId: string;
  certificate: Certificate;
  certificatePem: string;
  /** Federation metadata as the identity provider publishes it for this application. */
  metadata(): Promise<string>;
}

/** The identity provider, listening on a free loopback port, with a tenant and a user. The clock is real, because the peers use the real time. */
export async function startContoso() {
  let url = '';
  const idp = await buildIdp({
    file: ':memory:',
    publicUrl: () => url,
    clock: () => new Date(),
  });
  await idp.app.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(idp.app.server.address() as AddressInfo).port}`;

  const { directory } = idp;
  await directory.createTenant({ id: tenantId, displayName: 'Contoso', domain: 'contoso.com' });
  const { id: userId } = await directory.createUser({
    tenantId,
    ...user,
    displayName: 'B.Simon',
    givenName: 'B',
    surname: 'Simon',
    mail: user.userPrincipalName,
  });

  const metadataUrl = (appId: string) =>
    `${url}/${tenantId}/federationmetadata/2007-06/federationmetadata.xml?appid=${appId}`;
  const launchUrl = (appId: string) => `${url}/api/signin/${appId}?tenantId=${tenantId}`;

  return {
    issuer: issuerOf(tenantId),
    nameId: user.userPrincipalName,
    saml2: `${url}/${tenantId}/saml2`,

    /** Registers a service provider; by default with a unique entity ID and no running server. */
    async addApplication({
      entityId = `https://${randomUUID()}.example.test`,
      assertionConsumerService = `${entityId}/acs`,
      signingOption = 'assertion',
      encryption,
      requestsSignedBy,
    }: Partial<ServiceProviderFacts> & {
      signingOption?: SigningOption;
      encryption?: TokenEncryption | undefined;
      /** PEM of the certificate by which requests must be signed. */
      requestsSignedBy?: string | undefined;
    } = {}): Promise<Application> {
      const { appId, servicePrincipalId } = await directory.addApplication({
        tenantId,
        displayName: entityId,
      });
      await directory.configureSaml(servicePrincipalId, {
        identifierUris: [entityId],
        replyUrls: [assertionConsumerService],
      });
      await directory.setSigning(servicePrincipalId, { signingOption });
      await directory.addTokenSigningCertificate(servicePrincipalId, {});
      await directory.assign({ servicePrincipalId, userId });
      if (encryption) await encrypt(directory, servicePrincipalId, encryption);
      if (requestsSignedBy !== undefined) {
        const file = Buffer.from(requestsSignedBy);
        await directory.importVerificationCertificate(servicePrincipalId, file);
        const isSignedRequestRequired = true;
        await directory.setRequestSignatureVerification(servicePrincipalId, {
          isSignedRequestRequired,
        });
      }
      const { certificate } = await directory.activeSigningKey(servicePrincipalId);
      return {
        appId,
        entityId,
        assertionConsumerService,
        certificate,
        certificatePem: toPem(certificate),
        metadata: () => read(metadataUrl(appId)),
      };
    },

    /** An unsolicited response, from a new browser in which B.Simon signs in. */
    async launch(appId: string): Promise<PostedResponse> {
      return postedResponseOn(await signInOn(new HttpClient(), launchUrl(appId)));
    },

    /** What a request of a new browser leads to: the AADSTS code, or undefined when the sign-in page comes. */
    async refusalOf({ url: to, form }: SentRequest): Promise<string | undefined> {
      const browser = new HttpClient();
      const { html } = await (form ? browser.post(to, form) : browser.open(to));
      const refused = /AADSTS\d+/.exec(html)?.[0];
      if (refused === undefined) browser.formWith('loginfmt');
      return refused;
    },

    /** A browser with a live session of B.Simon. */
    async signedInBrowser(appId: string): Promise<HttpClient> {
      const browser = new HttpClient();
      postedResponseOn(await signInOn(browser, launchUrl(appId)));
      return browser;
    },

    /** Metadata of the tenant as a service provider, for identity providers of federated domains. */
    federationMetadata: () => read(`${url}/federationmetadata/saml20/federationmetadata.xml`),

    /** Federates a domain with an identity provider, which calls a user of it by the immutable ID. @returns the user principal name */
    async federate(
      provider: FederatedProvider,
      { appId, immutableId }: { appId: string; immutableId: string },
    ): Promise<string> {
      const [certificate] = provider.certificates;
      await directory.createDomain(tenantId, 'adatum.com');
      await directory.federateDomain(tenantId, 'adatum.com', {
        issuerUri: provider.entityId,
        passiveSignInUri: provider.loginUrl,
        signingCertificate: Buffer.from(certificate ?? []).toString('base64'),
      });
      const userPrincipalName = 'F.Ross@adatum.com';
      const { id } = await directory.createUser({
        tenantId,
        userPrincipalName,
        displayName: 'F. Ross',
        password: user.password,
        onPremisesImmutableId: immutableId,
      });
      const found = await directory.findApplication(tenantId, { appId });
      const servicePrincipalId = found?.servicePrincipal.id ?? '';
      await directory.assign({ servicePrincipalId, userId: id });
      return userPrincipalName;
    },

    /** Goes as far as the identity provider. @returns what its answer must refer to */
    async startFederatedSignIn(browser: HttpClient, appId: string, userName: string) {
      await browser.open(launchUrl(appId));
      await browser.submit({ loginfmt: userName });
      const [, link = ''] = /http-equiv="refresh" content="0;url=([^"]+)"/.exec(browser.html) ?? [];
      const { searchParams } = new URL(link.replaceAll('&amp;', '&'));
      const request = inflateRedirect(searchParams.get('SAMLRequest') ?? '');
      const [, inResponseTo = ''] = / ID="([^"]+)"/.exec(Buffer.from(request).toString()) ?? [];
      return { inResponseTo, relayState: searchParams.get('RelayState') ?? '' };
    },

    /** Posts a Response to the tenant. @returns the page that follows */
    async receive(browser: HttpClient, fields: Record<string, string>): Promise<string> {
      return (await browser.post(`${url}/login.srf`, fields)).html;
    },

    close: () => idp.close(),
  };
}

/** Imports a certificate and activates token encryption. */
async function encrypt(
  directory: Directory,
  servicePrincipalId: string,
  { certificatePem, method }: TokenEncryption,
): Promise<void> {
  const file = Buffer.from(certificatePem);
  const { thumbprint } = await directory.importEncryptionCertificate(servicePrincipalId, file);
  await directory.activateTokenEncryption(servicePrincipalId, thumbprint);
  await directory.setTokenEncryptionMethod(servicePrincipalId, { tokenEncryptionMethod: method });
}

/** From the sign-in page through "Stay signed in?". */
async function signInOn(browser: HttpClient, url: string): Promise<HttpClient> {
  await browser.open(url);
  await browser.submit({ loginfmt: user.userPrincipalName });
  await browser.submit({ passwd: user.password });
  return browser.submit({ LoginOptions: '1' });
}

async function read(url: string): Promise<string> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}.`);
  return answer.text();
}
