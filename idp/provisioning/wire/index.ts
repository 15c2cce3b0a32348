/** What Entra's provisioning service writes. */
export { type Dialect, dialects, type Operation } from './dialect.ts';
export { addMembers, createGroup, removeMembers } from './groups.ts';
export {
  type ManagerForm,
  managerAttribute,
  removeManager,
  removeReference,
  setManager,
  setReference,
  type UserReference,
} from './manager.ts';
export type { AttributeChange } from './operations.ts';
export {
  checkReference,
  connectionProbe,
  getResource,
  listResources,
  matchResource,
  readSchemas,
} from './reads.ts';
export { type AppRole, type RolesForm, rolesChange, rolesValue } from './roles.ts';
export { patch, pathOf, type ResourceType, type ScimRequest, write } from './scim-request.ts';
export { isReference, readTargetName, type TargetName, targetValue } from './target-name.ts';
export {
  type AttributeValue,
  createUser,
  deleteResource,
  setActive,
  updateResource,
} from './users.ts';
