/** `+1 5555551234` as `+X XXXXXXXX34`. */
export const maskedNumber = (phoneNumber: string): string =>
  phoneNumber.replace(/\d(?=(?:\D*\d){2})/g, 'X');

/** `b.simon@contoso.com` as `b******@contoso.com`; how Entra masks it is assumed. */
export const maskedAddress = (emailAddress: string): string =>
  emailAddress.replace(/(?<=^.)[^@]*/, (rest) => '*'.repeat(Math.max(rest.length, 1)));
