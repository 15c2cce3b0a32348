/** Where keys and data are when nobody says otherwise: one folder for `samlab start` and `samlab check`. */
export const usualFolder = '.samlab';
