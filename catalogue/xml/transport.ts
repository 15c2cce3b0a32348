/** Faults in the encoding around the XML. */
import { deflateRawSync } from 'node:zlib';
import { withQuery } from '../../saml/bindings/with-query.ts';
import { binding } from '../../saml/names.ts';
import type { CatalogueCase, MessageRun, Observation } from '../case.ts';
import { observe } from '../observe.ts';
import { signedAssertion } from '../sign-xml.ts';
import { NotPlayable, type Stage } from '../stage.ts';

/** White space, which DEFLATE compresses a thousandfold and an XML parser skips. @param bytes size once inflated. */
function bomb(xml: Uint8Array, bytes: number): string {
  return deflateRawSync(Buffer.concat([xml, Buffer.alloc(bytes, ' ')]), { level: 9 }).toString(
    'base64',
  );
}

const mebibyte = 1024 * 1024;

/** Small enough for the request line of any server: 8 MiB become 11 KB. */
async function byRedirect(
  stage: Stage,
  endpoint: string,
  parameter: 'SAMLResponse' | 'SAMLRequest',
): Promise<Observation> {
  const agent = await stage.newUserAgent();
  const { xml } = await stage.honest(await agent.begin());
  const value = encodeURIComponent(bomb(Buffer.from(xml), 8 * mebibyte));
  const url = withQuery(endpoint, `${parameter}=${value}`);
  const answer = await agent.request({ method: 'GET', url });
  return observe(agent, answer, `${parameter} in the query inflates to 8 MiB.`);
}

export const xmlDeflateBomb: CatalogueCase = {
  id: 'xml-deflate-bomb',
  group: 'xml',
  title: 'A deflated message that inflates to a thousand times its size',
  severity: 'high',
  verdict: 'reject',
  basis: ['CVE-2025-25293', 'CVE-2023-28119', 'CVE-2026-2575'],
  risk: 'Anyone, even without an account, can fill the memory of the server with small requests.',
  fix: 'Limit the output of the inflater, and do not inflate messages sent by POST.',
  runs: [
    {
      title: 'by Redirect at the assertion consumer service',
      needs: ['load'],
      check: 'binding',
      play: (stage) => byRedirect(stage, stage.target.acs, 'SAMLResponse'),
    },
    {
      title: 'deflated, but by POST',
      needs: ['load'],
      check: 'encoding',
      message: (honest) => ({
        xml: signedAssertion(honest),
        encode: (xml) => bomb(xml, 64 * mebibyte),
      }),
    },
    {
      title: 'by Redirect at the logout service',
      needs: ['load', 'logout'],
      check: 'size',
      play: (stage) => {
        const logout = stage.target.singleLogout.find((one) => one.binding === binding.redirect);
        if (!logout)
          throw new NotPlayable('The metadata has no SingleLogoutService for HTTP-Redirect.');
        return byRedirect(stage, logout.location, 'SAMLRequest');
      },
    },
  ],
};

const encodedAs = (
  title: string,
  check: string | readonly string[],
  value: string,
): MessageRun => ({
  title,
  check,
  message: (honest) => ({ xml: signedAssertion(honest), encode: () => value }),
});

export const xmlNotBase64: CatalogueCase = {
  id: 'xml-not-base64',
  group: 'xml',
  title: 'A SAMLResponse that is not base64 of XML',
  severity: 'low',
  verdict: 'reject',
  basis: ['SAML Bindings 3.5.4'],
  risk: 'Input that anyone can send crashes the process, or returns a stack trace.',
  fix: 'Refuse a value that cannot be decoded or parsed like any other invalid response.',
  runs: [
    encodedAs('%%%', 'encoding', '%%%'),
    encodedAs('empty', ['encoding', 'binding'], ''),
    encodedAs(
      'base64 of plain text',
      'well_formed',
      Buffer.from('This is not XML.').toString('base64'),
    ),
  ],
};
