/** "Attributes & Claims", below the address of an application. */
export const claimsPage = 'single-sign-on/claims';

export const nameIdTitle = 'Unique User Identifier (Name ID)';

/** The page of a claim; `name-id` is the Name ID. @param id absent: a new claim */
export const claimPage = (id = 'new'): string => `${claimsPage}/${id}`;

/** The page of a condition of a claim. @param position from 0; absent: a new one */
export const conditionPage = (claim: string, position?: number): string =>
  `${claimPage(claim)}/conditions/${position ?? 'new'}`;
