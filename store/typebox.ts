/**
 * TypeBox, by which files and answers of others are checked for their shape. It comes through this file only: the build puts its 680
 * modules into it, as Node would spend more time on opening them at every start than on all of ours.
 */
export { type Static, Type } from 'typebox';
export { Value } from 'typebox/value';
