/**
 * An e-mail address: 64 characters before the @, 254 in all (RFC 5321 4.5.3.1). Deliberately plain: none of the characters with which a list, a group, a
 * comment or a quoted name is written (RFC 5322 3.4), so that it is one address for every mail program.
 */
export const emailAddress =
  /^(?=.{3,254}$)[^\s@"<>()[\]\\,;:\p{Cc}]{1,64}@[^\s@"<>()[\]\\,;:\p{Cc}]+$/u;
