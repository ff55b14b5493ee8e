export type ErpTab = 'entities' | 'records' | 'outbox' | 'mapping' | 'check';
export const kTabs: ErpTab[] = ['entities', 'records', 'outbox', 'mapping', 'check'];
