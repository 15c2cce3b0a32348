/** Not a refusal: the user has to do something first, which only a page can ask for. */
export class InteractionNeeded extends Error {
  /** `other-method`: sign in again, with another method. */
  readonly step: 'sign-in' | 'second-factor' | 'other-method';

  constructor(step: InteractionNeeded['step']) {
    super(`The user has to do a step first: ${step}.`);
    this.name = 'InteractionNeeded';
    this.step = step;
  }
}
