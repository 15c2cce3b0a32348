/** Of which one is enough to read. */
export const mayRead = ['Synchronization.Read.All', 'Synchronization.ReadWrite.All'] as const;
export const mayWrite = ['Synchronization.ReadWrite.All'] as const;
