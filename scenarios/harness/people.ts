import type { Lab } from 'samlab';

/** A seeded user by the local part of the user principal name, with this lab's password. */
function user({ start }: Lab, localPart: string) {
  const found = start.users.find(({ userPrincipalName }) =>
    userPrincipalName.toLowerCase().startsWith(`${localPart}@`),
  );
  if (!found) throw new Error(`The lab has no user ${localPart}.`);
  return found;
}

export const bSimon = (lab: Lab) => user(lab, 'b.simon');
/** Not assigned to any application. */
export const kLee = (lab: Lab) => user(lab, 'k.lee');
/** The administrator of the tenant. */
export const administrator = (lab: Lab) => user(lab, 'admin');
