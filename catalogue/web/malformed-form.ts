import type { CatalogueCase, PlayedRun } from '../case.ts';
import { observe } from '../observe.ts';

const FORM = 'application/x-www-form-urlencoded';

/** Something that no form encoder writes, posted to the assertion consumer service. */
const malformed = (
  title: string,
  body: string | Uint8Array,
  contentType: string | undefined = FORM,
): PlayedRun => ({
  title,
  play: async (stage) => {
    const agent = await stage.newUserAgent();
    const { sp } = await agent.begin();
    const answer = await agent.request({
      method: 'POST',
      url: sp.acs,
      body,
      ...(contentType !== undefined && { contentType }),
    });
    return observe(agent, answer, `The body was ${title}.`);
  },
});

export const malformedForm: CatalogueCase = {
  id: 'web-malformed-form',
  group: 'web',
  title: 'A POST that no browser would send',
  severity: 'low',
  verdict: 'reject',
  basis: ['SAML Bindings 3.5.4', 'URL Standard 5.1', 'CWE-248'],
  risk: 'One request that anyone can send ends the process, or returns a stack trace.',
  fix: 'Catch every error of the decoder, and refuse the request like any other invalid response.',
  runs: [
    malformed('SAMLResponse=%%%, not percent-encoded', 'SAMLResponse=%%%'),
    malformed('percent signs only', '%'.repeat(10_000)),
    malformed('a truncated escape', 'SAMLResponse=PHNhbWxw%3'),
    malformed('escapes of invalid UTF-8', 'SAMLResponse=%FF%FE%C0%80&RelayState=%ED%A0%80'),
    malformed('a NUL', 'SAMLResponse=%00&RelayState=%00'),
    malformed('empty', ''),
    malformed('a thousand fields', 'a=b&'.repeat(1000)),
    malformed('fields nested in brackets', `SAMLResponse${'[a]'.repeat(500)}=b`),
    malformed('fields named like members of an object', '__proto__[x]=y&constructor[prototype]=z'),
    malformed('JSON that is no object', 'null', 'application/json'),
    malformed('multipart without its boundary', 'x', 'multipart/form-data'),
    malformed('of an unknown type', 'SAMLResponse=x', 'application/x-unknown'),
  ],
};
