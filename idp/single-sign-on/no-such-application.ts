import { aadsts, type IdpError } from '../errors.ts';

/** 700016 for an address that names an application, where no request has named an Issuer. */
export function noSuchApplication(identifier: string, tenant: string): IdpError {
  const advice =
    'There is no such application in this tenant: the address names one that was not added yet, or was deleted. In the admin center add it under Enterprise apps, New application; the tutorial calls that "Add Peakon from the gallery".';
  return aadsts(700016, { identifier, tenant }, { advice });
}
