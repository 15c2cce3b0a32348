import { Type } from 'typebox';
import { list, optional, strict, text } from './words.ts';

export const Group = Type.Object(
  {
    displayName: text('Name; finds the group again.'),
    description: optional(text('Description.')),
    members: optional(list(Type.String(), 'User principal names of direct members.')),
  },
  { ...strict, title: 'A group' },
);
