/** Service providers of Debian sign their requests and decrypt the token, with the keys of their metadata. */
import { afterAll, beforeAll, expect, type TestContext, test } from 'vitest';
import { type Exchange, type Lab, startLab } from '../../lab/library.ts';
import { anyPorts } from '../../lab/testing/running-labs.ts';
import { missingPackages } from '../../matrix/debian.ts';
import { libraries } from '../../matrix/libraries.ts';
import { selfSigned } from '../../matrix/self-signed.ts';
import { type ServiceProvider, startServiceProvider } from '../../matrix/service-provider.ts';
import { readSpDescriptor } from '../../saml/sp-descriptor.ts';
import { HttpClient } from '../../web/testing/http-client.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ memory: true, ports: anyPorts });
});
afterAll(() => lab.close());

interface Connected {
  readonly id: string;
  readonly provider: ServiceProvider;
  /** Signs in with a new browser. @returns the page that says who is signed in, and the last one before it */
  signIn(): Promise<{ text: string }>;
}

/** Starts a service provider, and registers it with its metadata: its certificate encrypts tokens and verifies requests. */
async function connect(name: string, context: TestContext): Promise<Connected> {
  const library = libraries.find((one) => one.name === name);
  const missing = library ? missingPackages(library) : `There is no ${name}.`;
  if (!library || missing !== undefined) return context.skip(missing);
  const { directory, start } = lab;
  const { tenantId, idp } = start;
  const { servicePrincipalId: id, appId } = await directory.addApplication({
    tenantId,
    displayName: name,
  });
  await directory.chooseSaml(id, 'admin@contoso.com');
  await directory.setProperties(id, { appRoleAssignmentRequired: false });
  await directory.setSigning(id, { signingOption: 'both' });
  const { certificate } = await directory.activeSigningKey(id);
  const base64 = Buffer.from(certificate.der).toString('base64');
  const metadata = `${idp}/${tenantId}/federationmetadata/2007-06/federationmetadata.xml?appid=${appId}`;
  const published = await (await fetch(metadata)).text();
  const provider = await startServiceProvider(library, {
    idp: {
      entityId: `https://sts.windows.net/${tenantId}/`,
      singleSignOn: `${idp}/${tenantId}/saml2`,
      certificate: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
      // Entra's metadata does not ask for signed requests: an administrator tells the service provider, here by metadata.
      metadata: published.replace(
        '<IDPSSODescriptor ',
        '<IDPSSODescriptor WantAuthnRequestsSigned="true" ',
      ),
    },
    key: await selfSigned(),
    signsRequests: true,
  });
  context.onTestFinished(() => provider.stop());
  const own = await (await fetch(provider.addresses.metadata)).text();
  await directory.configureSamlFromMetadata(id, own);
  const { encryptionCertificates, signingCertificates } = readSpDescriptor(Buffer.from(own));
  const [encryption = ''] = encryptionCertificates;
  const [verification = ''] = signingCertificates;
  const { thumbprint } = await directory.importEncryptionCertificate(
    id,
    Buffer.from(encryption, 'base64'),
  );
  await directory.activateTokenEncryption(id, thumbprint);
  await directory.importVerificationCertificate(id, Buffer.from(verification, 'base64'));
  await directory.setRequestSignatureVerification(id, { isSignedRequestRequired: true });
  return { id, provider, signIn: () => signInAt(provider) };
}

/** What the page of the application says of somebody. */
const SIGNED_IN = /"user": ?"[^"]+"/;

async function signInAt({ addresses }: ServiceProvider) {
  const browser = new HttpClient();
  const user = lab.start.users.find((one) => one.userPrincipalName.startsWith('B.Simon'));
  await browser.open(addresses.login);
  if (!browser.html.includes('AADSTS')) {
    await browser.submit({ loginfmt: user?.userPrincipalName ?? '' });
    await browser.submit({ passwd: user?.password ?? '' });
    await browser.submit({ LoginOptions: '1' });
    await browser.submit();
  }
  const answer = await browser.send(addresses.whoami);
  return { text: `${await answer.text()} ${browser.html}` };
}

test.for(['shibboleth-sp', 'mod_auth_mellon', 'pysaml2', 'simplesamlphp'])(
  '%s signs its requests and decrypts its tokens, each with the right key only',
  async (name, context) => {
    const { id, signIn } = await connect(name, context);
    const { directory } = lab;
    const latest = async () => (await lab.exchanges())[0];
    const signedIn = await signIn();
    expect(signedIn.text).toMatch(SIGNED_IN);
    const exchange = await latest();
    expect(checkOf(exchange)).toMatchObject({
      outcome: 'passed',
      found: expect.stringContaining('RSA-SHA256 by the verification certificate'),
    });
    const xml = Buffer.from(exchange?.response?.value ?? '', 'base64').toString();
    expect(xml).toContain('<EncryptedAssertion');
    expect(xml).not.toContain('<NameID');

    const stranger = Buffer.from((await selfSigned()).certificate);
    const { thumbprint } = await directory.importEncryptionCertificate(id, stranger);
    await directory.activateTokenEncryption(id, thumbprint);
    expect((await signIn()).text).not.toMatch(SIGNED_IN);
    expect(await latest()).toMatchObject({ response: { parameter: 'SAMLResponse' } }); // Entra sent one
    await directory.deactivateTokenEncryption(id);
    expect((await signIn()).text).toMatch(SIGNED_IN);

    const [own] = await directory.verificationCertificates(id);
    await directory.importVerificationCertificate(id, stranger);
    await directory.deleteVerificationCertificate(id, own?.thumbprint ?? '');
    expect((await signIn()).text).toContain('AADSTS76023');
    expect(checkOf(await latest())).toMatchObject({ outcome: 'failed' });
  },
);

const checkOf = (exchange: Exchange | undefined) =>
  exchange?.checks.find(({ name }) => name === 'request-signature');
