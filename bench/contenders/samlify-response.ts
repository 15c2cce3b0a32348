import { randomUUID } from 'node:crypto';
import { oneAtATime } from '../one-at-a-time.ts';
import { loadSamlify } from '../peers.ts';
import type { Contender } from '../race.ts';
import {
  claims,
  emailAddress,
  issuer,
  type KeyMaterial,
  ONE_HOUR,
  password,
  serviceProvider,
  user,
} from '../subject.ts';
import { samlifyEntities } from './samlify-entities.ts';

/** samlify as documented: a template with tags, which samlify fills in and signs. */
export async function samlifyResponse(key: KeyMaterial): Promise<Contender> {
  const { SamlLib } = await loadSamlify();
  const { identityProvider, sp } = await samlifyEntities(key, responseTemplate);
  return oneAtATime('samlify', () => {
    const inResponseTo = `id${randomUUID()}`;
    const request = { extract: { request: { id: inResponseTo } } };
    return identityProvider.createLoginResponse(sp, request, 'post', {}, (template) => {
      const tags = tagsFor(inResponseTo);
      return { id: tags.ID, context: SamlLib.replaceTagsByValue(template, tags) };
    });
  });
}

function tagsFor(inResponseTo: string) {
  const now = new Date();
  const ends = new Date(now.getTime() + ONE_HOUR * 1000).toISOString();
  return {
    ID: `_${randomUUID()}`,
    AssertionID: `_${randomUUID()}`,
    Destination: serviceProvider.assertionConsumerService,
    Audience: serviceProvider.entityId,
    Issuer: issuer,
    IssueInstant: now.toISOString(),
    NotOnOrAfter: ends,
    NameIDFormat: emailAddress,
    NameID: user.userPrincipalName,
    InResponseTo: inResponseTo,
    ClassRef: password,
    ...Object.fromEntries(Object.values(claims).map((value, index) => [`claim${index}`, value])),
  };
}

const attributes = Object.keys(claims).map(
  (name, index) =>
    `<saml:Attribute Name="${name}"><saml:AttributeValue>{claim${index}}</saml:AttributeValue></saml:Attribute>`,
);
const responseTemplate = [
  '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{ID}" Version="2.0" IssueInstant="{IssueInstant}" Destination="{Destination}" InResponseTo="{InResponseTo}">',
  '<saml:Issuer>{Issuer}</saml:Issuer>',
  '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>',
  '<saml:Assertion ID="{AssertionID}" Version="2.0" IssueInstant="{IssueInstant}">',
  '<saml:Issuer>{Issuer}</saml:Issuer>',
  '<saml:Subject><saml:NameID Format="{NameIDFormat}">{NameID}</saml:NameID>',
  '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">',
  '<saml:SubjectConfirmationData NotOnOrAfter="{NotOnOrAfter}" Recipient="{Destination}" InResponseTo="{InResponseTo}"/>',
  '</saml:SubjectConfirmation></saml:Subject>',
  '<saml:Conditions NotBefore="{IssueInstant}" NotOnOrAfter="{NotOnOrAfter}"><saml:AudienceRestriction><saml:Audience>{Audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>',
  `<saml:AttributeStatement>${attributes.join('')}</saml:AttributeStatement>`,
  '<saml:AuthnStatement AuthnInstant="{IssueInstant}" SessionIndex="{AssertionID}"><saml:AuthnContext><saml:AuthnContextClassRef>{ClassRef}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>',
  '</saml:Assertion></samlp:Response>',
].join('');
