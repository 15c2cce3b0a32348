import { expect, test } from 'vitest';
import { endpoints } from '../endpoints.ts';
import { patterns } from '../tutorial.ts';
import type { ApplicationState, PeakonState, TutorialState } from './state.ts';
import { progress } from './steps.ts';

const urls = { lab: 'http://l', idp: 'http://i', sp: 'http://s' };
const { loginUrl, logoutUrl, entraIdentifier, identifier, replyUrl, signOnUrl } = endpoints(urls);
const settings = { identifierUris: [identifier], replyUrls: [replyUrl], signOnUrl };
const application: ApplicationState = {
  servicePrincipalId: 'sp',
  appId: 'app',
  isSaml: true,
  settings,
  certificate: 'AA',
};
const peakon: PeakonState = {
  enabled: true,
  ssoLoginUrl: loginUrl,
  ssoLogoutUrl: logoutUrl,
  idpEntityId: entraIdentifier,
  certificates: ['AA'],
};
const finished: TutorialState = {
  urls,
  cloud: 'global',
  application,
  user: { id: 'u', enabled: true },
  assigned: true,
  peakon,
  employee: { id: 'e' },
  literalEmployee: false,
  signIns: {},
  provisioning: undefined,
  peakonProvisioning: undefined,
};
const reasons = (changes: Partial<TutorialState>) =>
  Object.fromEntries(
    progress({ ...finished, ...changes }).steps.flatMap(({ id, why }) => (why ? [[id, why]] : [])),
  );
const withSettings = (changes: Partial<ApplicationState['settings']>) =>
  reasons({ application: { ...application, settings: { ...settings, ...changes } } });
const withPeakon = (changes: Partial<PeakonState>) =>
  reasons({ peakon: { ...peakon, ...changes } });

test('no reason for a step that is done or not started', () => {
  expect(reasons({})).toEqual({});
  expect(reasons({ peakon: undefined, application: undefined, employee: undefined })).toEqual({});
  expect(withPeakon({ enabled: false })).toEqual({});
  const begun = { identifierUris: [patterns.identifier], replyUrls: [patterns.replyUrl] };
  expect(withSettings(begun)).toEqual({});
});

test('the Sign on URL from the tutorial’s text', () => {
  expect(withSettings({ signOnUrl: 'https://app.peakon.com/login' })).toEqual({
    'sign-on-url': `Microsoft Entra has https://app.peakon.com/login as Sign on URL; this lab needs ${signOnUrl}.`,
  });
});

test('a wrong Login URL, and a certificate of another application', () => {
  const why = `Peakon has ${entraIdentifier} as SSO Login URL; this lab needs ${loginUrl}.`;
  expect(withPeakon({ ssoLoginUrl: entraIdentifier })).toEqual({
    'hand-over': why,
    'enable-peakon': why,
  });
  expect(withPeakon({ certificates: ['BB'] })['hand-over']).toBe(
    'Peakon has BB as certificate (thumbprint); this lab needs AA.',
  );
  expect(withPeakon({ certificates: ['BB', 'AA'] })).toEqual({});
  expect(withPeakon({ idpEntityId: 'urn:x' })).toEqual({
    'enable-peakon': `Peakon has urn:x as Microsoft Entra Identifier; this lab needs ${entraIdentifier}.`,
  });
});

test('a pattern that is still the default Reply URL', () => {
  expect(withSettings({ replyUrls: [patterns.replyUrl, replyUrl] })).toEqual({
    'real-values': `Microsoft Entra has ${patterns.replyUrl} as default Reply URL; this lab needs ${replyUrl}.`,
  });
});

test('the employee from the tutorial’s text', () => {
  expect(reasons({ employee: undefined, literalEmployee: true })).toEqual({
    'create-employee':
      'Peakon has Brittasimon@contoso.com as e-mail address; this lab needs B.Simon@contoso.com.',
  });
});
