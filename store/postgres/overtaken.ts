/** URLs of databases whose tables a newer samlab has changed while this process had them open. */
const overtaken = new Set<string>();

/** From now on, no query of this process reaches that database: it would misread tables that it does not know. @param url of the database */
export const markOvertaken = (url: string): void => {
  overtaken.add(url);
};

/** For a later start, which finds out for itself. */
export const forgetOvertaken = (url: string): void => {
  overtaken.delete(url);
};

export const isOvertaken = (url: string): boolean => overtaken.has(url);
