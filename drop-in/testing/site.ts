import { SAML } from '@node-saml/node-saml';
import { toBase64, toPem } from '../../certs/certificate.ts';
import { makeSigningCertificate, type SigningKey } from '../../certs/signing-certificate.ts';
import type { ExchangeReport } from '../../exchanges/recorder.ts';
import { readHtmlPage } from '../../web/markup/html-page.ts';
import { AppClient } from '../../web/testing/app-client.ts';
import { buildDropIn } from '../app.ts';
import type { DropInServiceProvider } from '../service-provider.ts';
import { type DropInUser, imageUsers } from '../users.ts';

export const serviceProvider = {
  entityId: 'http://app.example.com',
  assertionConsumerService: 'http://localhost:9000/acs',
  singleLogoutService: 'http://localhost:9000/slo',
};

let made: Promise<SigningKey> | undefined;

/** A site without a network, and a clock that the test moves. */
export async function dropInSite({
  provider = serviceProvider,
  users = imageUsers,
}: {
  provider?: DropInServiceProvider;
  users?: readonly DropInUser[];
} = {}) {
  made ??= makeSigningCertificate({ subject: 'CN=test', notBefore: new Date() });
  const { privateKey, certificate } = await made;
  const time = { now: new Date() };
  const reports: ExchangeReport[] = [];
  const { app, clear } = await buildDropIn({
    serviceProvider: provider,
    users,
    key: { privateKey, certificateBase64: toBase64(certificate) },
    clock: () => time.now,
    exchanges: {
      record: (report) => reports.push(report()),
      address: () => '',
      recorded: async () => new Set(),
      addressOfUser: () => '',
      latest: async () => undefined,
    },
  });
  return {
    app,
    clear,
    time,
    reports,
    certificate: toPem(certificate),
    browser: () => new AppClient(app),
  };
}

export const base = 'http://localhost/simplesaml';

/** A service provider of node-saml that checks everything it can. */
export const nodeSaml = (certificate: string, more: object = {}) =>
  new SAML({
    idpCert: certificate,
    issuer: serviceProvider.entityId,
    audience: serviceProvider.entityId,
    callbackUrl: serviceProvider.assertionConsumerService,
    entryPoint: `${base}/saml2/idp/SSOService.php`,
    logoutUrl: `${base}/saml2/idp/SingleLogoutService.php`,
    idpIssuer: `${base}/saml2/idp/metadata.php`,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: true,
    ...more,
  });

/** Signs in at the form that the browser is sent to. @returns the answer to the form */
export async function fillIn(
  browser: AppClient,
  location: string,
  userName = 'user1',
  password = 'user1pass',
  headers: Record<string, string> = {},
) {
  const page = await browser.get(location, headers);
  const [form] = readHtmlPage(page.body, new URL(location, base).href).forms;
  if (!form) throw new Error(`No form: ${page.statusCode} ${page.body}`);
  const fields = { ...Object.fromEntries(form.fields), username: userName, password };
  return browser.post(form.action, fields, headers);
}

/** What a page posts to the service provider. */
export function posted(html: string): {
  action: string;
  SAMLResponse: string;
  RelayState?: string;
} {
  const [form] = readHtmlPage(html, base).forms;
  if (!form) throw new Error(`Nothing is posted: ${html}`);
  const { SAMLResponse = '', RelayState } = Object.fromEntries(form.fields);
  return { action: form.action, SAMLResponse, ...(RelayState !== undefined && { RelayState }) };
}
