/** What the pages call this site: the product's word, without anybody's logo. */
export const siteName = 'Mock Entra ID';
