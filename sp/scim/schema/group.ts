import { urn } from '../../../scim/urns.ts';
import type { ResourceType } from './attribute.ts';
import { text } from './common.ts';

/** Groups, for a company that is provisioned as a generic SCIM application. */
export const groupType: ResourceType = {
  name: 'Group',
  endpoint: '/Groups',
  description: 'Groups of employees',
  schema: {
    id: urn.group,
    name: 'Group',
    description: 'A group of employees',
    attributes: [
      { ...text('displayName', 'The name of the group.'), required: true, unique: true },
      {
        name: 'members',
        type: 'complex',
        description: 'The employees in the group.',
        multiValued: true,
        subAttributes: [
          { ...text('value', 'The id of an employee.'), caseExact: true },
          { name: '$ref', type: 'reference', description: 'The address of the employee.' },
          { ...text('type', 'Always User.'), canonicalValues: ['User'] },
          text('display', 'The name of the employee.'),
        ],
      },
    ],
  },
  extensions: [],
};
