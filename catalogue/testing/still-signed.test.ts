/** The named fault is the only one: a message that is signed after the change has a genuine signature. */
import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openResponse } from '../../saml/response.ts';
import { condCases } from '../cond/index.ts';
import { protoCases } from '../proto/index.ts';
import { webCases } from '../web/index.ts';
import { testCast, testSpec } from './cast.ts';
import { runsOf } from './play-run.ts';

/** Unsigned on purpose, signed by another identity provider, or without the single Assertion that a verifier needs. */
const others =
  /^proto-(?:enc-unsigned|enc-rsa15|enc-oracle|other-trusted-idp|no-assertion|two-assertions|mixed-encrypted-plain|unsigned-beside-signed#5)|^web-oversize/;

const rows = runsOf([...protoCases, ...condCases, ...webCases]).flatMap(({ name, run }) =>
  run.message && !others.test(name) ? [{ name, message: run.message }] : [],
);

describe('signed by the trusted key after the change', () => {
  test.for(rows)('$name', async ({ message }) => {
    const { cast } = await testCast();
    const { xml } = await message(testSpec(cast));
    const { publicKey } = new X509Certificate(Buffer.from(cast.idp.certificateBase64, 'base64'));
    using response = openResponse(Buffer.from(xml));
    const { thumbprint } = response.verify({ certificates: [{ publicKey, thumbprint: 'IDP' }] });
    expect(thumbprint).toBe('IDP');
  });
});
