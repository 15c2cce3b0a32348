/** The name of this site on its pages. */
export const siteName = 'Mock Entra ID';
