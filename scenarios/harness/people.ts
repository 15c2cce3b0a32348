import type { Lab } from 'samlab';

/** A user of the seed tenant by the local part of the user principal name, with the password of this lab. */
function user({ start }: Lab, localPart: string) {
  const found = start.users.find(({ userPrincipalName }) =>
    userPrincipalName.toLowerCase().startsWith(`${localPart}@`),
  );
  if (!found) throw new Error(`The lab has no user ${localPart}.`);
  return found;
}

export const bSimon = (lab: Lab) => user(lab, 'b.simon');
/** Assigned to nothing. */
export const kLee = (lab: Lab) => user(lab, 'k.lee');
/** Of the tenant. */
export const administrator = (lab: Lab) => user(lab, 'admin');
