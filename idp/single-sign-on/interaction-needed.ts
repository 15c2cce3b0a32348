/** No refusal: the user has to do something first, which only pages can ask for. */
export class InteractionNeeded extends Error {
  readonly step: 'sign-in' | 'second-factor';

  constructor(step: 'sign-in' | 'second-factor') {
    super(`The user has to be asked: ${step}.`);
    this.name = 'InteractionNeeded';
    this.step = step;
  }
}
