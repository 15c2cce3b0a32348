/** Without the white space of XML at both ends (XML 1.0 2.3). `trim` also removes no-break spaces, which are part of a name. */
export const trimXml = (text: string): string => text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
