import { afterAll, describe, expect, test } from 'vitest';
import { altered, alteredSignature } from './testing/altered.ts';
import { startContoso } from './testing/contoso.ts';
import { inBase64 } from './testing/posted-response.ts';
import { answerTo, inResponseTo, isSigned } from './testing/request.ts';
import { type SamlifyOptions, samlifyServiceProvider } from './testing/samlify-sp.ts';

const contoso = await startContoso();
afterAll(() => contoso.close());

describe('samlify, with our metadata', () => {
  test.for([
    ['redirect', 'plain'],
    ['post', 'plain'],
    ['redirect', 'signed'],
    ['post', 'signed'],
  ] as const)('sends a request by %s, %s, and accepts the response', async ([binding, kind]) => {
    const signRequests = kind === 'signed';
    const { appId, assertionConsumerService, sp } = await set({ binding, signRequests });
    const browser = await contoso.signedInBrowser(appId);

    const request = sp.request('/after?x=1&y=2');
    const answer = await answerTo(request, browser);

    expect(isSigned(request)).toBe(signRequests);
    expect(answer.action).toBe(assertionConsumerService);
    expect(answer.relayState).toBe('/after?x=1&y=2');
    expect(inResponseTo(answer.xml)).toEqual([request.id, request.id]);
    expect(await sp.accept(answer.samlResponse)).toBe(contoso.nameId);
  });

  test.for(['assertion', 'response', 'both'] as const)(
    'accepts the signing option %s, and refuses an altered response',
    async (signed) => {
      const { appId, sp } = await set({ signed });
      const { xml, samlResponse } = await contoso.launch(appId);

      await expect(sp.accept(inBase64(altered(xml, contoso.nameId)))).rejects.toThrow(
        'FAILED_TO_VERIFY_SIGNATURE',
      );
      await expect(sp.accept(inBase64(alteredSignature(xml)))).rejects.toThrow(
        /^invalid signature: the signature value/,
      );
      expect(await sp.accept(samlResponse)).toBe(contoso.nameId);
    },
  );

  test('refuses a response to another application, which has another certificate', async () => {
    const { appId, sp } = await set({});
    const other = await contoso.addApplication();
    const foreign = await contoso.launch(other.appId);

    await expect(sp.accept(foreign.samlResponse)).rejects.toThrow(
      'ERROR_UNMATCH_CERTIFICATE_DECLARATION_IN_METADATA',
    );
    expect(await sp.accept((await contoso.launch(appId)).samlResponse)).toBe(contoso.nameId);
  });
});

/** A new application, and samlify with its metadata. */
async function set(options: SamlifyOptions) {
  const application = await contoso.addApplication({
    signingOption: options.signed ?? 'assertion',
  });
  const sp = await samlifyServiceProvider(application, await application.metadata(), options);
  return { ...application, sp };
}
