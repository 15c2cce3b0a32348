/** The service provider that this identity provider knows: there is one, as in the image. */
export interface DropInServiceProvider {
  /** Its entity ID, which is compared as a whole. `SIMPLESAMLPHP_SP_ENTITY_ID`. */
  readonly entityId: string;
  /** http or https URL that responses are posted to. `SIMPLESAMLPHP_SP_ASSERTION_CONSUMER_SERVICE`. */
  readonly assertionConsumerService: string;
  /** http or https URL for messages of single logout, by HTTP-Redirect. `SIMPLESAMLPHP_SP_SINGLE_LOGOUT_SERVICE`. */
  readonly singleLogoutService?: string | undefined;
}
