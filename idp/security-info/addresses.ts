/** The path of the page is Entra's, where it is on another site; the others are this mock's. */
export const SECURITY_INFO = '/mysignins/security-info';
export const PASSKEY_OPTIONS = `${SECURITY_INFO}/passkey-options`;
export const ADD_PASSKEY = `${SECURITY_INFO}/passkeys`;
export const DELETE_METHOD = `${SECURITY_INFO}/delete`;
export const SIGN_IN_AGAIN = `${SECURITY_INFO}?again=1`;
