/** The values are no longer those that the caller has seen: another user saved first. Nothing was overwritten. */
export class StaleVersion extends Error {
  constructor() {
    super('Another user changed this in the meantime. Reload the page and try again.');
    this.name = 'StaleVersion';
  }
}
