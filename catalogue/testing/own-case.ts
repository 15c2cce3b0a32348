import type { CaseFile } from '../own/case-file.ts';

/** A case in a file: a response for another service provider, right otherwise. */
export const ownCase: CaseFile = {
  format: 'samlab-case/1',
  id: 'own-audience',
  title: 'A response for another service provider',
  verdict: 'reject',
  signed: ['Assertion'],
  message: [
    '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="{{response-id}}" Version="2.0" IssueInstant="{{now+0}}" Destination="{{acs}}" InResponseTo="{{request-id}}">',
    '<Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">{{issuer}}</Issuer>',
    '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>',
    '<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="{{assertion-id}}" IssueInstant="{{now+0}}" Version="2.0"><Issuer>{{issuer}}</Issuer>',
    '<Subject><NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">{{name-id}}</NameID>',
    '<SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><SubjectConfirmationData InResponseTo="{{request-id}}" NotOnOrAfter="{{now+3600}}" Recipient="{{acs}}"/></SubjectConfirmation></Subject>',
    '<Conditions NotBefore="{{now-300}}" NotOnOrAfter="{{now+3600}}"><AudienceRestriction><Audience>https://other.example.test</Audience></AudienceRestriction></Conditions>',
    '<AttributeStatement><Attribute Name="http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname">{{claim http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname}}</Attribute></AttributeStatement>',
    '<AuthnStatement AuthnInstant="{{now-5}}" SessionIndex="{{assertion-id}}"><AuthnContext><AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</AuthnContextClassRef></AuthnContext></AuthnStatement></Assertion></samlp:Response>',
  ].join(''),
};
