import type { CatalogueCase, MessageRun, Observation } from '../case.ts';
import { observe } from '../observe.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { assertShown } from '../shown.ts';
import type { Stage } from '../stage.ts';
import { honestReference, signedShape } from './signed-shape.ts';
import { unverified } from './unverified.ts';

const externalReference = (honest: ResponseSpec, uri: string) =>
  signedShape(honest, (unsigned) => [{ ...honestReference(honest, unsigned), uri }]);

const external = (title: string, uri: string): MessageRun => ({
  title,
  check: 'signature_profile',
  withoutTrick: unverified,
  message: (honest) => externalReference(honest, uri),
});

async function fetchedReference(stage: Stage): Promise<Observation> {
  const { url, hits } = await stage.listener();
  const agent = await stage.newUserAgent();
  const honest = await agent.begin();
  const answer = await agent.post(honest, externalReference(honest, `${url}/assertion.xml`));
  const seen = await observe(agent, answer, 'The Reference named a URL of the check.');
  if (hits() === 0) {
    await assertShown(stage, { withoutTrick: unverified }, 'reject', seen.outcome);
    return seen;
  }
  return {
    ...seen,
    outcome: 'harm',
    note: 'The service provider fetched the URL of the Reference.',
  };
}

export const sigReferenceExternal: CatalogueCase = {
  id: 'sig-reference-external',
  group: 'sig',
  title: 'A Reference to a resource outside the message, with the right digest',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Core 5.4.2'],
  risk: 'The signature covers something else, and the server fetches a URL of the attacker.',
  fix: 'Require that the URI is # and the ID of the parent, as text, and resolve no other URI.',
  runs: [
    { title: 'http, watched', check: 'signature_profile', play: fetchedReference },
    external('https', 'https://idp.example.test/assertion.xml'),
    external('file', 'file:///etc/hostname'),
    external('cid', 'cid:assertion@example.test'),
    external('relative path', 'assertion.xml'),
  ],
};
