/** Rows about groups; the conventions are in `../tables.ts`. */
export interface GroupTables {
  directoryGroup: GroupRow;
  groupMember: { groupId: string; userId: string };
}

export interface GroupRow {
  id: string;
  tenantId: string;
  displayName: string;
  description: string | null;
  createdDateTime: string;
}
