export type ErpTab = 'discover' | 'entities' | 'records' | 'outbox' | 'mapping' | 'check';
export const kTabs: ErpTab[] = ['discover', 'entities', 'records', 'outbox', 'mapping', 'check'];
