/** An application that was to sign has no active token signing certificate, or there is no such application. */
export class NoSigningKey extends Error {
  constructor(servicePrincipalId: string) {
    super(`The servicePrincipal ${servicePrincipalId} has no signing key.`);
    this.name = 'NoSigningKey';
  }
}
