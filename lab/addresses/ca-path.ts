/** Where the lab home has the certificate of the lab's authority, for programs that shall trust it. */
export const CA_PATH = '/ca.pem';
