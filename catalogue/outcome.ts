/**
 * What a run led to. `session`: signed in as the user who was signed; `hostile`: as another user; `none`: no session; `harm`: the message
 * did something else that it must not, signed in or not. For logout messages and metadata, `session` means accepted and `none` refused.
 */
export type Outcome = 'session' | 'none' | 'hostile' | 'harm';
