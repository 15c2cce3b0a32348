import { describe, expect, test } from 'vitest';
import {
  type CaseFile,
  caseFromFile,
  renderResponse,
  signedAssertion,
} from '../../catalogue/index.ts';
import { sp, testCast, testSpec } from '../../catalogue/testing/cast.ts';
import {
  assertionWithSignature,
  encryptedFor,
  signedResponse,
} from '../../catalogue/testing/signed-messages.ts';
import { explain, keepCase, NotKept } from '../../explain/index.ts';
import { captured, nothing } from '../../explain/testing/captures.ts';
import { expectVerdicts } from '../testing/expect-verdicts.ts';

const { cast, idp, idpSecondKey, decryption } = await testCast();
const spec = testSpec(cast);
const signed = signedAssertion(spec);
const given = {
  ...nothing,
  certificates: [idp.certificate],
  serviceProvider: { entityId: sp.entityId, acsUrls: [sp.acs] },
};

const kept = async (xml: string, more: Partial<typeof given> = {}, showSecrets = false) => {
  const capture = await captured(Buffer.from(xml).toString('base64'));
  return keepCase(explain([capture], { ...given, ...more }), { showSecrets });
};
const later = new Date(spec.now.getTime() + 2 * 60 * 60 * 1000);

const files: readonly (readonly [file: CaseFile, id: string])[] = [
  [await kept(signed), 'own-accepted'],
  [await kept(signedResponse(spec)), 'own-accepted'],
  [
    await kept(signed, { serviceProvider: { entityId: 'https://other.test', acsUrls: [sp.acs] } }),
    'own-audience',
  ],
  [
    await kept(signed, {
      serviceProvider: { entityId: sp.entityId, acsUrls: ['https://other.test'] },
    }),
    'own-acs-url',
  ],
  [await kept(signed.replaceAll('><', '>\n  <')), 'own-changed-white-space'],
  [await kept(signed.replaceAll('Simon', 'Admin')), 'own-changed-content'],
  [await kept(signed, { certificates: [idpSecondKey.certificate] }), 'own-certificate-other'],
  [await kept(renderResponse(spec)), 'own-unsigned'],
  [await kept(signed, { asOf: later } as object), 'own-expired'],
];

test('each has the id of its cause, and the verdict of a correct service provider', () => {
  expect(files.map(([{ id }]) => id)).toEqual(files.map(([, id]) => id));
  for (const [{ verdict, id }] of files)
    expect(verdict).toBe(id === 'own-accepted' ? 'accept' : 'reject');
});

test('nothing of the captured sign-in is in the file, unless asked for', async () => {
  for (const [file] of files) expect(JSON.stringify(file)).not.toMatch(/B\.Simon|_request-1|Admin/);
  expect((await kept(signed, {}, true)).message).toContain(
    '<AttributeValue>Simon</AttributeValue>',
  );
});

test('an encrypted assertion is kept if it can be decrypted', async () => {
  const xml = renderResponse(spec, encryptedFor(spec, assertionWithSignature(spec)));
  await expect(kept(xml)).rejects.toThrow(NotKept);
  expect(await kept(xml, { keys: [decryption.privateKey] } as object)).toMatchObject({
    encrypted: true,
    signed: ['Assertion'],
  });
});

describe('replayed', () => {
  expectVerdicts(
    'own',
    files.map(([file], n) => caseFromFile({ ...file, id: `${file.id}-${n}` })),
  );
});
