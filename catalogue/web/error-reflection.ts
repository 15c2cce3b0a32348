import { statusCode } from '../../saml/names.ts';
import type { CatalogueCase, Observation, PlayedRun } from '../case.ts';
import { withAssertion, withConditions, withResponse } from '../change-spec.ts';
import { later } from '../honest.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { attributeXml, issuerXml, statusXml } from '../saml-elements.ts';
import { signedAssertion } from '../sign-xml.ts';
import { NotShown, type Stage } from '../stage.ts';
import { insertFirst, insertLast } from '../xml-text.ts';
import { markupText, markupXml, runnableMarkup } from './page-markup.ts';

interface Reflected {
  readonly change: (honest: ResponseSpec) => ResponseSpec;
  readonly relayState?: string;
}

async function playReflected(
  stage: Stage,
  { change, relayState }: Reflected,
): Promise<Observation> {
  const agent = await stage.newUserAgent();
  const spec = await agent.begin();
  const xml = signedAssertion(change(spec));
  const answer = await agent.post(spec, { xml, ...(relayState !== undefined && { relayState }) });
  const { check } = answer;
  const element = runnableMarkup(answer);
  if (element !== undefined)
    return { outcome: 'harm', check, note: `The page has ${element} from the message as markup.` };
  if ((await agent.whoami()).signedIn)
    throw new NotShown('It accepts the message, so it shows no error page.');
  return { outcome: 'none', check, note: 'The page has no markup from the message.' };
}

const reflected = (title: string, check: string, parts: Reflected): PlayedRun => ({
  title,
  looksAtPages: true,
  play: (stage) => playReflected(stage, parts),
  check,
});

/** The reason for an error page, where the markup itself is none. */
const expired = (honest: ResponseSpec): ResponseSpec =>
  withConditions(honest, {
    notBefore: later(honest.now, -125 * 60),
    notOnOrAfter: later(honest.now, -60 * 60),
  });

const failed = (detail: string) =>
  insertLast(
    statusXml(statusCode.responder),
    'Status',
    `<samlp:StatusDetail>${detail}</samlp:StatusDetail>`,
  );

const withAttribute = (honest: ResponseSpec, attribute: string): ResponseSpec =>
  withAssertion(honest, {
    attributes: insertFirst(honest.assertion.attributes, 'AttributeStatement', attribute),
  });

export const errorReflection: CatalogueCase = {
  id: 'web-error-reflection',
  group: 'web',
  title: 'Markup from the message on an error page',
  severity: 'med',
  verdict: 'reject',
  basis: ['CWE-79'],
  risk: 'Anyone can post a Response that leads to an error page, and run a script on this site.',
  fix: 'Escape everything from a message before showing it on a page.',
  runs: [
    reflected('text in StatusMessage', 'status', {
      change: (honest) =>
        withResponse(honest, { status: statusXml(statusCode.responder, { message: markupText }) }),
    }),
    reflected('text in the Issuer of the Assertion', 'issuer', {
      change: (honest) => withAssertion(honest, { issuer: issuerXml(markupText) }),
    }),
    reflected('text in an attribute', 'not_on_or_after', {
      change: (honest) =>
        withAttribute(expired(honest), attributeXml('urn:example:note', markupText)),
    }),
    reflected('an element in StatusDetail', 'status', {
      change: (honest) => withResponse(honest, { status: failed(markupXml) }),
    }),
    reflected('an element in an attribute', 'not_on_or_after', {
      change: (honest) =>
        withAttribute(
          expired(honest),
          `<Attribute Name="urn:example:note"><AttributeValue>${markupXml}</AttributeValue></Attribute>`,
        ),
    }),
    reflected('RelayState of an expired Response', 'not_on_or_after', {
      change: expired,
      relayState: markupText,
    }),
  ],
};
