/** The cookie that ties the forms of the lab home to the browser; its lazy parts share it. */
export const labCsrfCookie = 'samlab_lab_csrf';
