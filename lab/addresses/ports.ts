/** Ports of the three sites; 0 means any free port. */
export interface Ports {
  /** Of the lab home. */
  readonly lab: number;
  /** Of the identity provider. */
  readonly idp: number;
  /** Of the service provider. */
  readonly sp: number;
}

export const defaultPorts: Ports = { lab: 4000, idp: 4100, sp: 4200 };
