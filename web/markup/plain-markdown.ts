/** Text as Markdown that shows it as it is: no character becomes markup. */
export const plainMarkdown = (text: string): string =>
  text.replace(/[\\`*_<>[\]#|~&]/g, (sign) => `\\${sign}`);
