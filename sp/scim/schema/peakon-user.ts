import { urn } from '../../../scim/urns.ts';
import type { Schema } from './attribute.ts';
import { text } from './common.ts';

/**
 * The company's own attributes, by the names that pages show, with spaces. Real companies define theirs; these are the ones of a public connector
 * (scim.md e).
 */
export const peakonUser: Schema = {
  id: urn.peakonUser,
  name: 'PeakonUser',
  description: 'The attributes that the company defined',
  open: true,
  attributes: [
    text('Title', 'An option: a text of at most 256 characters.'),
    text('Business Unit', 'An option: a text of at most 256 characters.'),
    text('Gender', 'An option: a text of at most 256 characters.'),
    text('Department', 'An option: a text of at most 256 characters.'),
    text('Location', 'An option: a text of at most 256 characters.'),
    text('Employment Status', 'An option: a text of at most 256 characters.'),
    { name: 'Date of Birth', type: 'dateTime', description: 'A date, ISO 8601.' },
    { name: 'Start Date', type: 'dateTime', description: 'A date, ISO 8601.' },
    { name: 'Termination Date', type: 'dateTime', description: 'A date, ISO 8601.' },
    text('Termination Type', 'An option: a text of at most 256 characters.'),
    { name: 'Level', type: 'integer', description: 'A number.' },
    text('Manager', 'An employee: the e-mail address of someone who is an employee already.'),
  ],
};

/** The attribute whose value is an employee's e-mail address. */
export const EMPLOYEE_ATTRIBUTE = 'Manager';
