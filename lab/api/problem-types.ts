interface ProblemType {
  readonly status: number;
  readonly title: string;
}

/** Every reason for which the API refuses, by its code. */
export const problemTypes = {
  invalid_json: { status: 400, title: 'The body is not JSON' },
  bad_request: { status: 400, title: 'The request cannot be read' },
  unauthorized: { status: 401, title: 'The token is missing or wrong' },
  foreign_origin: { status: 403, title: 'A page of another site sent the request' },
  sign_in_refused: { status: 403, title: 'The identity provider refuses the sign-in or sign-out' },
  not_found: { status: 404, title: 'There is nothing at this address' },
  unknown_tenant: { status: 404, title: 'There is no such tenant' },
  unknown_user: { status: 404, title: 'The tenant has no such user' },
  unknown_group: { status: 404, title: 'The tenant has no such group' },
  unknown_role: { status: 404, title: 'The application has no such role' },
  unknown_application: { status: 404, title: 'The tenant has no such application' },
  unknown_certificate: { status: 404, title: 'The application has no such certificate' },
  no_provisioning: { status: 404, title: 'Provisioning of the application is not configured' },
  unknown_armed_sign_in: { status: 404, title: 'The tenant has no such armed response' },
  no_exchange: { status: 404, title: 'No exchange ended in time' },
  method_not_allowed: { status: 405, title: 'The address does not take this method' },
  taken: { status: 409, title: 'It exists already' },
  already_armed: { status: 409, title: 'A response waits for the same sign-in already' },
  active_certificate: { status: 409, title: 'The certificate is the active one' },
  not_in_memory: { status: 409, title: 'Only a lab in memory can be reset' },
  too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The body must be JSON' },
  invalid_request: { status: 422, title: 'The request breaks a rule' },
  invalid_option: { status: 422, title: 'The request breaks a rule' },
  invalid_clock: { status: 422, title: 'The lab cannot have this time' },
  unknown_case: { status: 422, title: 'The catalogue has no such case' },
  metadata_unreadable: { status: 422, title: 'The metadata cannot be read' },
  never_judged: { status: 422, title: 'This application is never judged' },
  sign_in_needs_page: { status: 422, title: 'The sign-in needs more methods, or a browser' },
  response_not_made: { status: 422, title: 'The armed response could not be made' },
  too_many_requests: { status: 429, title: 'Too many objects were provisioned on demand' },
  internal_error: { status: 500, title: 'Something went wrong in samlab' },
  too_many_waiting: { status: 503, title: 'Too many requests wait for an exchange' },
  starting: { status: 503, title: 'The lab has not started yet' },
  disk_full: { status: 507, title: 'The disk is full' },
} as const satisfies Record<string, ProblemType>;

export type ProblemCode = keyof typeof problemTypes;
