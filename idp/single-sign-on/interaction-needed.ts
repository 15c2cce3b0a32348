/** Not a refusal: the user has to do something first, which only a page can ask for. */
export class InteractionNeeded extends Error {
  readonly step: 'sign-in' | 'second-factor';

  constructor(step: 'sign-in' | 'second-factor') {
    super(`The user has to do a step first: ${step}.`);
    this.name = 'InteractionNeeded';
    this.step = step;
  }
}
