const X = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';
const I = 'http://schemas.microsoft.com/identity/claims/';
const W = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/';
const M = 'http://schemas.microsoft.com/claims/';
const D = 'http://schemas.microsoft.com/2012/01/devicecontext/claims/';

const under = (namespace: string, names: string) =>
  names.split(' ').map((name) => `${namespace}${name}`);

/** Names that no administrator may give to a claim (entra-saml.md 3.6), and the one of the NameID, which is edited on another page. */
const restricted = new Set(
  [
    ...under(
      X,
      'authentication authorizationdecision denyonlysid privatepersonalidentifier spn upn',
    ),
    ...under(X, 'nameidentifier'),
    'http://schemas.xmlsoap.org/ws/2009/09/identity/claims/actor',
    ...under(
      I,
      'accesstoken acct agegroup aio identityprovider objectidentifier openid2_id puid scope tenantid xms_et',
    ),
    ...under(M, 'authnmethodsreferences groups.link'),
    ...under(
      W,
      'authenticationinstant authenticationmethod confirmationkey denyonlyprimarygroupsid denyonlyprimarysid denyonlywindowsdevicegroup expiration expired groups groupsid ispersistent role samlissuername wids windowsdeviceclaim windowsdevicegroup windowsfqbnversion windowssubauthority windowsuserclaim',
    ),
    `${D}ismanaged`,
    'http://schemas.microsoft.com/2014/02/devicecontext/claims/isknown',
    'http://schemas.microsoft.com/2014/09/devicecontext/claims/iscompliant',
    'http://schemas.microsoft.com/2014/03/psso',
  ].map((name) => name.toLowerCase()),
);

/** Names that need a custom signing key; upn and role are in both lists of Entra. */
const needingCustomKey = new Set(
  [
    ...under(W, 'windowsaccountname primarysid primarygroupsid role'),
    ...under(X, 'sid x500distinguishedname upn'),
  ].map((name) => name.toLowerCase()),
);

/**
 * Whether Entra reserves the claim name, in any letter case.
 *
 * @param hasCustomKey whether a custom signing key is active
 */
export function isRestricted(name: string, hasCustomKey = false): boolean {
  const key = name.toLowerCase();
  return needingCustomKey.has(key) ? !hasCustomKey : restricted.has(key);
}
