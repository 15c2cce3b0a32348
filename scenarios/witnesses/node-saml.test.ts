import { generateKeyPairSync } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { altered } from './testing/altered.ts';
import { startContoso } from './testing/contoso.ts';
import { idpSettings } from './testing/idp-metadata.ts';
import { type NodeSamlOptions, nodeSamlServiceProvider } from './testing/node-saml-sp.ts';
import { inBase64 } from './testing/posted-response.ts';
import { answerTo, inResponseTo, isSigned } from './testing/request.ts';

const contoso = await startContoso();
afterAll(() => contoso.close());
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

describe('node-saml, with settings from our metadata only', () => {
  test.for([
    ['redirect', 'plain'],
    ['post', 'plain'],
    ['redirect', 'signed'],
    ['post', 'signed'],
  ] as const)('sends a request by %s, %s, and accepts the response', async ([binding, kind]) => {
    const signed = kind === 'signed';
    const { appId, assertionConsumerService, sp } = await set({
      binding,
      ...(signed && { privateKey }),
    });
    const browser = await contoso.signedInBrowser(appId);

    const request = await sp.request('/after?x=1&y=2');
    const answer = await answerTo(request, browser);

    expect(isSigned(request)).toBe(signed);
    expect(answer.action).toBe(assertionConsumerService);
    expect(answer.relayState).toBe('/after?x=1&y=2');
    expect(inResponseTo(answer.xml)).toEqual([request.id, request.id]);
    expect(await sp.accept(answer.samlResponse)).toBe(contoso.nameId);
  });

  test.for(['assertion', 'response', 'both'] as const)(
    'accepts the signing option %s, and refuses an altered response',
    async (signed) => {
      const { appId, sp } = await set({ signed });
      const browser = await contoso.signedInBrowser(appId);

      const { xml } = await answerTo(await sp.request(''), browser);
      await expect(sp.accept(inBase64(altered(xml, contoso.nameId)))).rejects.toThrow(
        signed === 'assertion' ? /^Invalid signature$/ : /^Invalid document signature$/,
      );

      // The failed attempt used up the request, so the control needs a new one.
      const { samlResponse } = await answerTo(await sp.request(''), browser);
      expect(await sp.accept(samlResponse)).toBe(contoso.nameId);
    },
  );

  test('refuses an unsolicited response', async () => {
    const { appId, sp } = await set({});
    const { samlResponse } = await contoso.launch(appId);

    await expect(sp.accept(samlResponse)).rejects.toThrow('InResponseTo is missing from response');
  });
});

/** A new application, and node-saml with its metadata. */
async function set(options: NodeSamlOptions) {
  const application = await contoso.addApplication({
    signingOption: options.signed ?? 'assertion',
  });
  const settings = idpSettings(await application.metadata());
  return { ...application, sp: nodeSamlServiceProvider(application, settings, options) };
}
