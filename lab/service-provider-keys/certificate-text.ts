/** Whether a text is a certificate, or something else in PEM, rather than the name of a file. */
export const isPemText = (text: string): boolean => /^\s*-----BEGIN /.test(text);
