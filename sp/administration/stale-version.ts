/** The values are no longer those that the caller has seen: another person saved first. Nothing was overwritten. */
export class StaleVersion extends Error {
  constructor() {
    super('Another person changed this in the meantime. Reload the page and try again.');
    this.name = 'StaleVersion';
  }
}
