import { Type } from 'typebox';
import { list, optional, strict, text } from './words.ts';

const Employee = Type.Object(
  {
    firstName: text('First name.'),
    lastName: text('Last name.'),
    email: text('E-mail address, as the NameID names the employee; finds the employee again.'),
  },
  { ...strict, title: 'An employee' },
);

export const Company = Type.Object(
  {
    id: text('Part of the URLs of the company; finds it again.', ['contoso']),
    name: optional(text('Name of a new company. Default: the id.')),
    domains: optional(list(Type.String(), 'Mail domains of a new company.')),
    application: optional(
      text(
        'Name of the application that signs people in here. It gets the Identifier, Reply URL and Sign on URL of this company unless it says others, and the company gets its URLs and certificate.',
      ),
    ),
    employees: optional(list(Employee, 'Employees.')),
  },
  { ...strict, title: 'A company' },
);
